// A page of the documents for each verb, made from the verb itself.

import { optionTerm, usageOf } from '../cli/usage.ts';
import { groups, type NamedVerb, type Operand, type Option } from '../cli/verb.ts';
import { commandLine } from '../cli/verbs.ts';

/** The pages by file name. */
export async function verbPages(): Promise<Readonly<Record<string, string>>> {
  const verbs = await Promise.all(commandLine.names.map(commandLine.verbNamed));
  return {
    ...Object.fromEntries(verbs.map((verb) => [`${verb.name}.md`, pageOf(verb)])),
    'README.md': contentsOf(verbs),
  };
}

const MADE = '<!-- Made by `npm run docs` from cli/verbs: edit them there. -->';

function pageOf(verb: NamedVerb): string {
  const { name, summary, details, operands, options, examples, exits } = verb;
  return [
    MADE,
    '',
    `# tidegate ${name}`,
    '',
    ...folded(sentence(summary)),
    ...details.flatMap((text) => ['', ...folded(text)]),
    '',
    '```',
    ...usageOf(verb).flatMap(foldedUsage),
    '```',
    ...operandTable(Object.values(operands)),
    ...optionTables(options),
    ...examples.flatMap(({ words, text }) => [
      '',
      `${text}:`,
      '',
      '```sh',
      `npx tidegate ${words}`,
      '```',
    ]),
    ...exitLines(exits),
    '',
  ].join('\n');
}

function contentsOf(verbs: readonly NamedVerb[]): string {
  return [
    MADE,
    '',
    '# The command line',
    '',
    ...folded(
      '`npx tidegate VERB --help` tells the same as these pages. Each verb has `--json`; what is wrong is told on ' +
        'standard error. The exit code is 0 when all was done, though a list may be empty, 1 when it failed, 2 when it was ' +
        'refused: what is named is not there, may not be done, or is not how a verb is used.',
    ),
    ...groups.flatMap((group) => [
      '',
      `## ${group}`,
      '',
      ...verbs
        .filter((verb) => verb.group === group)
        .flatMap(({ name, summary }) =>
          fold([`- [\`${name}\`](${name}.md):`, ...summary.split(' ')], '  '),
        ),
    ]),
    '',
  ].join('\n');
}

function operandTable(operands: readonly Operand[]): string[] {
  if (operands.length === 0) return [];
  return [
    '',
    '| word | what it is |',
    '|---|---|',
    ...operands.map(({ value, text, choices }) => row(value, textOf(text, choices))),
  ];
}

function optionTables(options: NamedVerb['options']): string[] {
  const groupsOf = Map.groupBy(Object.entries(options), ([, { group }]) => group ?? 'option');
  return [...groupsOf].flatMap(([group, members]) => [
    '',
    `| ${group} | |`,
    '|---|---|',
    ...members.map(([name, about]) => row(optionTerm(name, about), optionText(about))),
  ]);
}

function optionText({ text, choices, default: usual, required }: Option): string {
  const told = textOf(text, choices);
  if (required) return `${told}; always needed`;
  return usual === undefined ? told : `${told}; \`${usual}\` by default`;
}

function textOf(text: string, choices: readonly string[] | undefined): string {
  return choices ? `${text}: ${choices.map((each) => `\`${each}\``).join(', ')}` : text;
}

function row(term: string, text: string): string {
  return `| \`${term}\` | ${text.replaceAll('|', '\\|')} |`;
}

function exitLines(exits: NamedVerb['exits']): string[] {
  const codes = Object.entries(exits).map(([code, text]) => `${code} ${text}`);
  return codes.length > 0 ? ['', `Exits with ${codes.join(', ')}.`] : [];
}

const WIDEST = 110;

function folded(text: string): string[] {
  return fold(text.split(' '), '');
}

/** Between options, never within one. */
function foldedUsage(line: string): string[] {
  return fold(line.match(/\[[^\]]*\](?:\.\.\.)?|\S+/g) ?? [], '  ');
}

function fold(parts: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length < WIDEST)
      lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(lines.length === 0 ? part : `${indent}${part}`);
  }
  return lines;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
