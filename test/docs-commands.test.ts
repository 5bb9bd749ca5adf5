// Every command in the documents is one: the command line reads each, and each that needs no account is run.

import {
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWords } from '../cli/command.ts';
import { commandLine } from '../cli/verbs.ts';
import { tell } from './cli/run-words.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const pages = ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'packages/*/docs/*.md']
  .flatMap((pattern) => globSync(pattern))
  .sort();

interface Typed {
  readonly file: string;
  readonly line: string;
}

/** The lines of a page's blocks of shell, each whole: what ends in `\` goes on in the next. */
const typed: readonly Typed[] = pages.flatMap((file) =>
  [...read(file).matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .replace(/\s*\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => ({ file, line: line.trim() }))
      .filter(({ line }) => line !== '' && !line.startsWith('#')),
  ),
);

/** As a shell takes them apart, as far as the documents need it; from a comment, a pipe or a redirection on is none. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (/^(#|\||>|2>|&&)/.test(word)) break;
    words.push(word.replace(/["']/g, ''));
  }
  return words;
}

const commands = typed.flatMap(({ file, line }) => {
  const words = wordsOf(line);
  const start = words[0] === 'npx' ? 1 : 0;
  return words[start] === 'tidegate' ? [{ file, line, words: words.slice(start + 1) }] : [];
});

test('documents are full of commands, and each is read by the command line', async () => {
  const wrong: string[] = [];
  for (const { file, line, words } of commands) {
    const [name = '', ...rest] = words;
    if (name.startsWith('--') || rest.includes('--help')) continue;
    try {
      readWords(await commandLine.verbNamed(name), rest);
    } catch (thrown) {
      wrong.push(`${file}: ${line}: ${(thrown as Error).message.split('\n')[0]}`);
    }
  }

  expect(commands.length).toBeGreaterThan(120);
  expect(wrong).toEqual([]);
});

test('every script of npm in the documents is one', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = typed
    .map(({ line }) => wordsOf(line))
    .filter(([first, second]) => first === 'npm' && second === 'run')
    .filter((words) => !words.includes('--prefix'))
    .map((words) => words.slice(2).find((word) => !word.startsWith('-')) ?? '');

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

/** Of these verbs, whatever asks nobody at AWS is run. */
const AT_HOME = [
  'alarms',
  'completion',
  'dev',
  'init',
  'lint',
  'needs',
  'plan',
  'scorecard',
  'simulate',
];

const home = commands.filter(({ words }) => {
  const [name = ''] = words;
  if (!AT_HOME.includes(name) || words.includes('--aws')) return false;
  // What it plays is played elsewhere; a stage of one's own is of what is deployed, unless it is only shown.
  if (name === 'dev') return words.includes('--show');
  // Without files it is of what is deployed.
  return name !== 'scorecard' || words.some((word) => word.endsWith('.yml'));
});
/** What several pages say is run once. */
const once = [...new Map(home.map((each) => [each.words.join(' '), each])).values()];

const TEMPLATE = 'examples/checkout/cloudformation.yml';
const WATCHED = `Resources:
  Take: { Type: AWS::Lambda::Function, Properties: { FunctionName: take } }
`;
const MINIMAL = 'examples/minimal/tidegate.yml';
const SERVERLESS = `service: orders
provider: { name: aws, region: eu-west-1 }
functions:
  take: { handler: take.handler }
`;
const [, badDay = ''] = [...read('README.md').matchAll(/```yaml\n([^`]*)```/g)].map(
  ([, text]) => text ?? '',
);

const folder = mkdtempSync(join(tmpdir(), 'tidegate-docs-'));

/** What the documents take for granted that a team has, in a folder of its own for each command. */
function teamFolder(index: number, words: readonly string[]): string {
  const [verb] = words;
  const root = join(folder, String(index));
  const own = join(root, 'team');
  for (const each of [own, join(own, 'team-till'), join(root, 'orders')])
    mkdirSync(each, { recursive: true });
  cpSync('examples', join(own, 'examples'), {
    recursive: true,
    filter: (path) => path !== join('examples', 'scenarios'),
  });
  for (const path of ['tidegate.yml', 'before.yml', 'team-till/tidegate.yml'])
    copyFileSync(MINIMAL, join(own, path));
  copyFileSync('examples/policy.yml', join(own, 'policy.yml'));
  if (verb === 'alarms') writeFileSync(join(own, 'template.yaml'), WATCHED);
  else copyFileSync(TEMPLATE, join(own, 'template.yaml'));
  copyFileSync(TEMPLATE, join(root, 'orders/template.yaml'));
  const day = words.includes('tidegate.yml') ? badDay.replaceAll('eu-west-1', 'prod') : badDay;
  writeFileSync(join(own, 'bad-day.yml'), day);
  writeFileSync(join(own, 'serverless.yml'), SERVERLESS);
  if (verb === 'init')
    for (const path of ['tidegate.yml', 'serverless.yml']) rmSync(join(own, path));
  return own;
}

/** A process of its own for each would take as long again. */
async function inFolder<Told>(cwd: string, run: () => Promise<Told>): Promise<Told> {
  const before = process.cwd();
  process.chdir(cwd);
  try {
    return await run();
  } finally {
    process.chdir(before);
  }
}

/** A run of five hundred worlds is as true with one. */
const fewer = (words: readonly string[]) =>
  words.map((word, index) => (words[index - 1] === '--seeds' ? '1' : word));

test('the verbs that need no account are in the documents', () => {
  expect(new Set(home.map(({ words }) => words[0]))).toEqual(new Set(AT_HOME));
});

test.each(once.map((each, index) => [each.line, each.words, index] as const))(
  'runs, as it is written: %s',
  async (_, words, index) => {
    const cwd = teamFolder(index, words);
    const expanded = fewer(words).flatMap((word) =>
      word.includes('*') ? globSync(word, { cwd }).sort() : [word],
    );

    const { code, stdout, stderr } = await inFolder(cwd, () => tell(...expanded));

    // What could be better, and a day that ends otherwise than hoped, is an answer too; a refusal is none.
    expect(stderr).not.toMatch(/usage:|expected |^\s+at /m);
    expect([0, 1, 2, 3]).toContain(code);
    expect(stdout).not.toBe('');
  },
);
