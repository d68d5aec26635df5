# Where Routino's rules of who may walk where differ from ours on purpose (tools/map/README.md), so that
# lengths can be compared. Ferries take people along even if nobody says so.
s|<set k="highway" v="ferry"/>|&<set k="foot" v="yes"/>|
# Trunk roads, cycleways and bridleways are walked.
s|^  <way>|&<if k="highway" v="trunk"><ifnot k="foot"><set k="foot" v="yes"/></ifnot></if><if k="highway" v="trunk_link"><ifnot k="foot"><set k="foot" v="yes"/></ifnot></if><if k="highway" v="cycleway"><ifnot k="foot"><set k="foot" v="yes"/></ifnot></if><if k="highway" v="bridleway"><ifnot k="foot"><set k="foot" v="yes"/></ifnot></if>|
# Forest tracks with access=forestry are open to people where hiking=yes says so.
s|^  <way>|&<if k="hiking" v="yes"><ifnot k="foot"><set k="foot" v="yes"/></ifnot></if>|
