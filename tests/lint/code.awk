# Leaves only the code of C files: comments gone, strings and characters emptied, lines kept, each
# with "file:line: " before it.
FNR == 1 { comment = 0 }
{
    out = ""
    line = $0
    while (line != "") {
        if (comment) {
            end = index(line, "*/")
            if (end == 0) break
            line = substr(line, end + 2)
            comment = 0
        } else if (match(line, /^("([^"\\]|\\.)*"?|'([^'\\]|\\.)*'?)/)) {
            out = out substr(line, 1, 1) substr(line, 1, 1)
            line = substr(line, RLENGTH + 1)
        } else if (substr(line, 1, 2) == "//") {
            break
        } else if (substr(line, 1, 2) == "/*") {
            comment = 1
            line = substr(line, 3)
        } else {
            match(line, /^([^"'\/]+|.)/)
            out = out substr(line, 1, RLENGTH)
            line = substr(line, RLENGTH + 1)
        }
    }
    print FILENAME ":" FNR ": " out
}
