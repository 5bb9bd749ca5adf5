// What `--help` prints, of one verb and of all.

import { Command, type Help } from 'commander';
import { commandOf } from './command.ts';
import { print, printJson } from './output.ts';
import { type Paint, paintFor } from './terminal/paint.ts';
import { usageOf } from './usage.ts';
import { type CommandLine, groups, type NamedVerb } from './verb.ts';

const WIDEST = 100;
const NARROWEST = 30;
const UNBROKEN = 100_000;

interface Page {
  readonly columns: number;
  readonly paint: Paint;
}

export async function help(
  { verb, json }: { readonly verb: string | undefined; readonly json: boolean },
  { names, verbNamed }: CommandLine,
): Promise<number> {
  const page = pageFor(process.stdout);
  if (verb === undefined) {
    const verbs = await Promise.all(names.map(verbNamed));
    if (json) printJson({ verbs });
    else print(wholeHelp(verbs, page));
    return 0;
  }
  const one = await verbNamed(verb);
  if (json) printJson(one);
  else print(verbHelp(one, page));
  return 0;
}

/** As wide as the terminal, but no wider than is good to read; where none is, whoever reads breaks lines. */
function pageFor(stream: NodeJS.WriteStream): Page {
  const paint = paintFor(stream);
  if (!stream.isTTY) return { columns: UNBROKEN, paint };
  return { columns: Math.max(NARROWEST, Math.min(stream.columns || WIDEST, WIDEST)), paint };
}

function verbHelp(verb: NamedVerb, page: Page): string[] {
  const { summary, examples, details, exits } = verb;
  const command = commandOf(verb).description(sentence(summary));
  const layout = layoutOf(command, page, usageOf(verb));
  return [
    layout.formatHelp(command, layout).trimEnd(),
    ...details.flatMap((text) => ['', layout.boxWrap(text, page.columns)]),
    ...(examples.length > 0 ? ['', page.paint('bold', 'Examples:')] : []),
    ...examples.flatMap(({ words, text }) => [
      ...layout
        .boxWrap(`${text}:`, page.columns - 2)
        .split('\n')
        .map((line) => `  ${line}`),
      `    tidegate ${words}`,
    ]),
    ...exitLines(exits),
  ].flatMap((text) => text.split('\n'));
}

function exitLines(exits: NamedVerb['exits']): string[] {
  const codes = Object.entries(exits).map(([code, text]) => `${code} ${text}`);
  return codes.length > 0 ? ['', `Exits with ${codes.join(', ')}.`] : [];
}

const OTHERWISE =
  'tidegate VERB --help tells of one verb. What is wrong is told on standard error. ' +
  'The exit code is 0 when all was done, though a list may be empty, 1 when it failed, 2 when it was refused: what is ' +
  'named is not there, may not be done, or is not how a verb is used.';

function wholeHelp(verbs: readonly NamedVerb[], page: Page): string[] {
  const program = new Command('tidegate')
    .description('Takes a change from a push to production on AWS, and stops it when it does harm.')
    .helpOption('-h, --help', 'show this')
    .option('--version', 'show the version')
    .helpCommand(false);
  for (const group of groups)
    for (const { name, summary } of verbs.filter((each) => each.group === group))
      program.addCommand(new Command(name).summary(summary).helpGroup(`${group}:`));
  const layout = layoutOf(program, page, ['tidegate VERB [WORDS] [OPTIONS]']);
  const text = layout.formatHelp(program, layout).trimEnd();
  return `${text}\n\n${layout.boxWrap(OTHERWISE, page.columns)}`.split('\n');
}

/** Commander's layout, with terms as our usage lines write them: `--start TIME`. */
function layoutOf(command: Command, { columns, paint }: Page, usage: readonly string[]): Help {
  command.configureHelp({
    minWidthToWrap: 10,
    commandUsage: () => usage.map((line) => usageText(line, columns)).join(`\n${AFTER_USAGE}`),
    optionTerm: ({ flags }) => flags.replace(/[<>]/g, ''),
    argumentTerm: (argument) => `${argument.name()}${argument.variadic ? '...' : ''}`,
    subcommandTerm: (sub) => sub.name(),
    styleTitle: (title) => paint('bold', title),
  });
  const layout = command.createHelp();
  layout.prepareContext({ helpWidth: columns });
  return layout;
}

const AFTER_USAGE = ' '.repeat('Usage: '.length);

/** Broken between options, never within one. */
function usageText(line: string, columns: number): string {
  const parts = line.match(/\[[^\]]*\](?:\.\.\.)?|\S+/g) ?? [];
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const isRoom = last && AFTER_USAGE.length + last.length + part.length < columns;
    if (isRoom) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(lines.length === 0 ? part : `    ${part}`);
  }
  return lines.join(`\n${AFTER_USAGE}`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
