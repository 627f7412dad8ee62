# fish completion for deed. deed itself says what may follow: deed completion fish | source
function __deed_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l command (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l current $words[-1]
    for line in ($command __complete $words[2..-1] 2>/dev/null)
        switch $line
            case :files :directories
                set -l option (string match -r -- '^--[^=]*=' $current)
                for path in (__fish_complete_path (string replace -- "$option" '' $current))
                    if test $line = :files; or string match -qr -- '/(\t|$)' $path
                        echo "$option$path"
                    end
                end
            case '*'
                echo $line
        end
    end
end
complete -c deed -f -k -a '(__deed_complete)'
