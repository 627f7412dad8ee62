#compdef deed
# zsh completion for deed. deed itself says what may follow: source <(deed completion zsh), after compinit
_deed() {
  local line value
  local -a plain shown open open_shown
  for line in "${(@f)$(${~words[1]} __complete "${(@Q)words[2,CURRENT - 1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
    value=${line%%$'\t'*}
    case $line in
      '') ;;
      :files | :directories)
        [[ $PREFIX == --*=* ]] && compset -P '*='
        if [[ $line == :files ]]; then _files; else _files -/; fi
        return
        ;;
      *)
        if [[ $value == *[:@=] ]]; then
          open+=("$value") open_shown+=("${line/$'\t'/  -- }")
        else
          plain+=("$value") shown+=("${line/$'\t'/  -- }")
        fi
        ;;
    esac
  done
  (( $#plain + $#open )) || return 1
  (( $#plain )) && compadd -V deed -l -d shown -a plain
  (( $#open )) && compadd -V deed -l -S '' -d open_shown -a open
  return 0
}
if [ "$funcstack[1]" = _deed ]; then _deed "$@"; else compdef _deed deed; fi
