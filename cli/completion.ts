// tidegate completion: a script for a shell, made from the verbs; it does not start Tidegate when Tab is pressed.

import { printFile } from './output.ts';
import type { CommandLine, NamedVerb, Operand, Option } from './verb.ts';

type Shell = 'bash' | 'zsh' | 'fish';

export async function completion(
  { shell }: { readonly shell: Shell },
  { names, verbNamed }: CommandLine,
): Promise<number> {
  const verbs = await Promise.all(names.map(verbNamed));
  printFile(scripts[shell](verbs));
  return 0;
}

const scripts: Readonly<Record<Shell, (verbs: readonly NamedVerb[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** What the shell itself completes, by what a value is called. */
function kindOf(value: string): 'files' | 'folders' | 'nothing' {
  if (/FILE|CASES/.test(value)) return 'files';
  return value === 'FOLDER' ? 'folders' : 'nothing';
}

/** What may stand in a place, where that is known. */
function wordsFor({ value, choices }: Operand, verbs: readonly NamedVerb[]) {
  return value === 'VERB' ? verbs.map(({ name }) => name) : choices;
}

function bashScript(verbs: readonly NamedVerb[]): string {
  const ofValues = verbs.flatMap((verb) =>
    valuesOf(verb).map(
      ([option, { value = '', choices }]) =>
        `    '${verb.name} --${option}') ${bashWords(choices, kindOf(value))} ;;`,
    ),
  );
  const ofVerbs = verbs.map((verb) => {
    const operands = Object.values(verb.operands);
    const files = operands.some(({ value }) => kindOf(value) === 'files') ? 'files' : 'nothing';
    const names = operands.flatMap((each) => wordsFor(each, verbs) ?? []);
    return `    ${verb.name}) options='${optionsOf(verb).join(' ')}'; words='${names.join(' ')}'; kind=${files} ;;`;
  });
  return `# Bash completion of tidegate.
_tidegate() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb=\${COMP_WORDS[1]}
  local options='' words='' kind=nothing
  # Bash takes --scope=stage for three words.
  if [[ $word == '=' ]]; then word=''
  elif [[ $before == '=' ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${[...verbs.map(({ name }) => name), '--help', '--version'].join(' ')}' -- "$word"))
    return
  fi
  case "$verb $before" in
${ofValues.join('\n')}
  esac
  case "$verb" in
${ofVerbs.join('\n')}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *)
      COMPREPLY=($(compgen -W "$words" -- "$word"))
      if [[ $kind == files ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
      fi
      ;;
  esac
}
complete -F _tidegate tidegate
`;
}

function bashWords(
  choices: readonly string[] | undefined,
  kind: ReturnType<typeof kindOf>,
): string {
  if (choices) return `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word")); return`;
  if (kind === 'nothing') return 'return';
  const flag = kind === 'files' ? '-f' : '-d';
  return `compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen ${flag} -- "$word"); return`;
}

function zshScript(verbs: readonly NamedVerb[]): string {
  const cases = verbs.map((verb) => {
    const options = Object.entries(verb.options).map(
      ([option, about]) => `      ${zshOption(option, about)} \\`,
    );
    const operands = Object.values(verb.operands).map((operand, index) => {
      const { value, many } = operand;
      const place = many ? '*' : String(index + 1);
      const action = zshAction(wordsFor(operand, verbs), value);
      return `      '${place}:${value}:${action}' \\`;
    });
    return [
      `    ${verb.name}) _arguments -S \\`,
      ...options,
      ...operands,
      `      '(-h --help)'{-h,--help}'[show how it is used]' ;;`,
    ].join('\n');
  });
  return `#compdef tidegate
# Zsh completion of tidegate.
_tidegate() {
  local -a verbs
  verbs=(
${verbs.map(({ name, summary }) => `    '${name}:${described(summary)}'`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe 'verb' verbs
    return
  fi
  local verb=$words[2]
  shift words
  ((CURRENT--))
  case "$verb" in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _tidegate ]]; then _tidegate "$@"; else compdef _tidegate tidegate; fi
`;
}

function zshOption(option: string, { value, text, choices, many }: Option): string {
  const again = many ? '*' : '';
  const told = `[${described(text)}]`;
  if (value === undefined) return `'${again}--${option}${told}'`;
  const called = value.replace(/[[\]=:]/g, '');
  return `'${again}--${option}=${told}:${called}:${zshAction(choices, value)}'`;
}

function zshAction(choices: readonly string[] | undefined, value: string): string {
  if (choices) return `(${choices.join(' ')})`;
  const kind = kindOf(value);
  if (kind === 'nothing') return ' ';
  return kind === 'files' ? '_files' : '_files -/';
}

function fishScript(verbs: readonly NamedVerb[]): string {
  const first = '__fish_use_subcommand';
  const lines = verbs.flatMap((verb) => {
    const within = `-n '__fish_seen_subcommand_from ${verb.name}'`;
    const operands = Object.values(verb.operands);
    const words = operands.flatMap((each) => wordsFor(each, verbs) ?? []);
    return [
      `complete -c tidegate -f -n ${first} -a ${verb.name} -d '${quoted(verb.summary)}'`,
      ...Object.entries(verb.options).map(([option, about]) => fishOption(within, option, about)),
      `complete -c tidegate ${within} -s h -l help -d 'show how it is used'`,
      ...(words.length > 0 ? [`complete -c tidegate -f ${within} -a '${words.join(' ')}'`] : []),
      ...(operands.some(({ value }) => kindOf(value) === 'files')
        ? [`complete -c tidegate -F ${within}`]
        : [`complete -c tidegate -f ${within}`]),
    ];
  });
  return `# Fish completion of tidegate.
complete -c tidegate -f -n ${first} -l help -d 'show this'
complete -c tidegate -f -n ${first} -l version -d 'show the version'
${lines.join('\n')}
`;
}

function fishOption(within: string, option: string, { value, text, choices }: Option): string {
  const named = `complete -c tidegate ${within} -l ${option} -d '${quoted(text)}'`;
  if (value === undefined) return named;
  if (choices) return `${named} -x -a '${choices.join(' ')}'`;
  const kind = kindOf(value);
  if (kind === 'files') return `${named} -r -F`;
  return kind === 'folders' ? `${named} -x -a '(__fish_complete_directories)'` : `${named} -x`;
}

function valuesOf({ options }: NamedVerb): (readonly [string, Option])[] {
  return Object.entries(options).filter(([, { value }]) => value !== undefined);
}

function optionsOf({ options }: NamedVerb): string[] {
  return [...Object.keys(options).map((option) => `--${option}`), '--help'];
}

/** Inside single quotes of a shell: our texts have typographic ones, and so none to escape. */
function quoted(text: string): string {
  return text.replaceAll("'", '’');
}

/** Zsh takes colons and brackets for its own. */
function described(text: string): string {
  return quoted(text).replace(/[[\]:]/g, '\\$&');
}
