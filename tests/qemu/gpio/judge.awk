# Compares what fingers did with what the panel told: awk -f judge.awk TRUTH TOLD. A press counts from its first contact
# to the next press of its key; in that time it must be told once. Releases likewise. Prints
# "presses N lost N doubled N late MS": late is the longest time from a contact to its line.
$2 != "press" && $2 != "release" { next }
{ key = $2 " " $3 }
FNR == NR {
    at[key, ++done[key]] = $1
    truths++
    presses += $2 == "press"
    next
}
{
    while (now[key] < done[key] && at[key, now[key] + 1] <= $1) {
        now[key]++
    }
    if (told[key, now[key]]++ || !now[key]) {
        doubled++
    } else if ($1 - at[key, now[key]] > late) {
        late = $1 - at[key, now[key]]
    }
    heard += told[key, now[key]] == 1 && now[key]
}
END { printf "presses %d lost %d doubled %d late %d\n", presses, truths - heard, doubled, late / 1000 }
