# bash completion for deed. deed itself says what may follow: source <(deed completion bash)
_deed() {
  local command=${1/#\~/$HOME} rest=${COMP_LINE:0:COMP_POINT} gap word i
  local words=()
  # bash takes words apart at = : @ too. What has no space between belongs together.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    gap=${rest%%[![:space:]]*}
    rest=${rest#"$gap"}
    word=${COMP_WORDS[i]}
    [ "$i" -lt "$COMP_CWORD" ] || word=$rest
    rest=${rest#"$word"}
    word=${word/#\~\//$HOME/}
    word=${word//[\"\'\\]/}
    if [ "$i" -eq 0 ] || [ -n "$gap" ]; then
      words+=("$word")
    else
      words[${#words[@]} - 1]+=$word
    fi
  done

  # bash replaces only what comes after the last of its own separators.
  local current=${words[${#words[@]} - 1]} before='' separator piece
  for separator in = : @; do
    if [[ $COMP_WORDBREAKS == *"$separator"* && $current == *"$separator"* ]]; then
      piece=${current%"$separator"*}$separator
      [ ${#piece} -le ${#before} ] || before=$piece
    fi
  done

  local values=() helps=() value help widest=0 IFS=
  while IFS=$'\t' read -r value help; do
    case $value in
      :files | :directories)
        compopt -o filenames 2>/dev/null
        [[ $current == --*=* ]] && current=${current#*=}
        while read -r value; do values+=("$value") helps+=(''); done \
          < <(if [ "$value" = :files ]; then compgen -f -- "$current"; else compgen -d -- "$current"; fi)
        ;;
      *)
        values+=("${value#"$before"}") helps+=("$help")
        [ ${#value} -le "$widest" ] || widest=${#value}
        ;;
    esac
  done < <("$command" __complete "${words[@]:1}" 2>/dev/null)

  compopt -o nosort 2>/dev/null
  case ${values[0]-} in *[:@=]) compopt -o nospace 2>/dev/null ;; esac
  # What is shown as a list may have explanations; what is inserted may not.
  COMPREPLY=()
  for i in "${!values[@]}"; do
    if [ ${#values[@]} -gt 1 ] && [ "${COMP_TYPE-9}" = 63 ] && [ -n "${helps[i]}" ]; then
      printf -v word '%-*s  (%s)' "$widest" "${values[i]}" "${helps[i]}"
      COMPREPLY+=("$word")
    else
      COMPREPLY+=("${values[i]}")
    fi
  done
}
complete -F _deed deed
