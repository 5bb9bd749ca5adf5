// The verbs: each is listed, told of truly wherever it is told of, and strict in what it takes.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../../cli/verbs.ts';
import { verbPages } from '../../scripts/verb-pages.ts';
import { run } from './run-words.ts';

const verbs = await Promise.all(commandLine.names.map(commandLine.verbNamed));
const pages = await verbPages();

test('every file in cli/verbs that makes a verb is one of the verbs', () => {
  const made = readdirSync('cli/verbs').filter((file) =>
    readFileSync(`cli/verbs/${file}`, 'utf8').includes('= verb({'),
  );

  expect(made.sort()).toEqual(commandLine.names.map((name) => `${name}.ts`).sort());
});

test.each(Object.entries(pages))('docs/cli/%s is what npm run docs writes', (name, text) => {
  const path = `docs/cli/${name}`;

  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
});

test('no page is left of a verb that is gone', () => {
  expect(readdirSync('docs/cli').sort()).toEqual(Object.keys(pages).sort());
});

test.each(verbs)(
  '$name: its usage by hand names every option, and no name is used twice',
  (verb) => {
    const written = verb.forms?.join(' ') ?? '';
    const unsaid = Object.keys(verb.options).filter(
      (option) => !written.includes(`--${option}`) && !written.includes('[OPTIONS]'),
    );
    const twice = Object.keys(verb.operands).filter((operand) => operand in verb.options);

    expect(verb.forms ? unsaid : []).toEqual([]);
    expect(twice).toEqual([]);
  },
);

test.each(verbs)('$name takes --json and has help', async ({ name, options, summary }) => {
  const { code, printed } = await run(name, '--help');

  expect(Object.keys(options)).toContain('json');
  expect(code).toBe(0);
  expect(printed).toContain(`Usage: tidegate ${name}`);
  for (const option of Object.keys(options)) expect(printed).toContain(`--${option}`);
  expect(printed.replace(/\s+/g, ' ').toLowerCase()).toContain(summary.toLowerCase());
});

test('tidegate --help lists all verbs, and tidegate help VERB is VERB --help', async () => {
  const { printed } = await run('--help');

  for (const { name, summary } of verbs)
    expect(printed.replace(/\s+/g, ' ')).toContain(`${name} ${summary}`);
  expect(await run('help', 'plan')).toEqual(await run('plan', '--help'));
  expect(JSON.parse((await run('help', 'plan', '--json')).printed)).toMatchObject({ name: 'plan' });
});

test('--version tells the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  expect(await run('--version')).toEqual({ code: 0, printed: `${version}\n` });
});

test.each([
  [[], 'tidegate --help tells of all verbs'],
  [['simulat'], 'unknown verb simulat; did you mean simulate?'],
  [['constructor'], 'unknown verb constructor; expected one of dev, init'],
  [['plan'], 'expected one pipeline file, got none\nusage: tidegate plan FILE [--start TIME]'],
  [['plan', 'a', '--strat', 'x'], 'unknown option --strat; did you mean --start?'],
  [['plan', 'a', '-x'], 'unknown option -x'],
  [['plan', 'a', '--json=1'], 'expected --json without a value, got --json=1'],
  [['plan', 'a', '--start'], 'expected --start TIME, got no TIME'],
  [['plan', 'a', '--start', '--json'], 'if that is its value, write --start=--json'],
  [['plan', 'a', '--constructor', 'x'], 'unknown option --constructor'],
  [['simulate', 'a'], 'expected --scenario FILE, or --faults, got neither'],
  [['replay', 'a', '--sensitivity', 'norml'], 'got norml; did you mean normal?'],
  [['completion', 'bsh'], 'expected SHELL to be bash, zsh or fish, got bsh; did you mean bash?'],
  [['help', 'pln'], 'unknown verb pln; did you mean plan?'],
])('%j is refused in words', async (words, problem) => {
  await expect(run(...words)).rejects.toThrow(problem);
});

test.each(['2026-11-31T00:00Z', '2026-02-29T00:00Z', '2026-00-01T00:00Z', '2026-13-01T00:00Z'])(
  'a day that there is not is no other day: %s',
  async (time) => {
    await expect(run('plan', 'a', '--start', time)).rejects.toThrow(/expected --start to be a/);
  },
);

test('an option may have = or a space before its value, stand anywhere, and be given again', async () => {
  const file = 'examples/minimal/tidegate.yml';
  const start = '2026-11-25T09:00Z';
  const apart = await run('plan', '--start', '2026-11-24T09:00Z', file, '--start', start);
  const joined = await run('plan', `--start=${start}`, '--', file);

  expect(joined).toEqual(apart);
  expect(joined.printed).toContain('2026-11-25 09:00Z');
});

const installed = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** The words that Bash offers after these. */
function offeredBy(script: string, ...words: readonly string[]): string[] {
  const last = words.length - 1;
  const line = words.map((word) => `'${word}'`).join(' ');
  const asked = `${script}\nCOMP_WORDS=(${line}); COMP_CWORD=${last}; _tidegate; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', asked], { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim().split('\n').sort();
}

test('Bash is offered verbs, options, choices and files', async () => {
  const { printed: script } = await run('completion', 'bash');

  expect(offeredBy(script, 'tidegate', 'si')).toEqual(['signals', 'simulate']);
  expect(offeredBy(script, 'tidegate', 'plan', '--st')).toEqual(['--start']);
  expect(offeredBy(script, 'tidegate', 'replay', 'x', '--mode', '')).toEqual(['act', 'off']);
  expect(offeredBy(script, 'tidegate', 'policy', 'sh')).toEqual(['show']);
  expect(offeredBy(script, 'tidegate', 'lint', 'package.j')).toEqual(['package.json']);
  expect(offeredBy(script, 'tidegate', 'plan', 'x', '--policy', 'package.j')).toEqual([
    'package.json',
  ]);
  expect(offeredBy(script, 'tidegate', 'plan', 'x', '--start', 'package.j')).toEqual(['']);
  expect(offeredBy(script, 'tidegate', 'help', 'hist')).toEqual(['history']);
  expect(offeredBy(script, 'tidegate', 'replay', 'x', '--mode', '=', 'o')).toEqual(['off']);
  expect(offeredBy(script, 'tidegate', 'replay', 'x', '--mode', '=')).toEqual(['act', 'off']);
});

/** What fish offers after a line; one that is not installed offers nothing. */
function offeredByFish(script: string, line: string): string[] {
  const asked = `source ${script}; complete -C'${line}'`;
  const { stdout } = spawnSync('fish', ['--no-config', '-c', asked], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .map((each) => each.split('\t')[0]!);
}

(installed('fish') ? test : test.skip)('fish is offered the same', async () => {
  const { printed } = await run('completion', 'fish');
  const file = join(mkdtempSync(join(tmpdir(), 'tidegate-completion-')), 'script');
  writeFileSync(file, printed);

  expect(offeredByFish(file, 'tidegate si')).toEqual(['signals', 'simulate']);
  expect(offeredByFish(file, 'tidegate plan --st')).toEqual(['--start']);
  expect(offeredByFish(file, 'tidegate replay x --mode ')).toEqual(['act', 'off']);
  expect(offeredByFish(file, 'tidegate help hist')).toEqual(['history']);
});

test.each(['bash', 'zsh', 'fish'].filter(installed))(
  'the script for %s has no fault',
  async (shell) => {
    const { printed } = await run('completion', shell);

    const file = join(mkdtempSync(join(tmpdir(), 'tidegate-completion-')), 'script');
    writeFileSync(file, printed);

    expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  },
);
