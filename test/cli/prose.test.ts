// Colour and wrapping where a terminal is, and nowhere else: in our own pieces, and in a terminal of script(1).

import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { proseLines } from '../../cli/terminal/prose.ts';

test.each([
  ['- held since noon by ada who saw it', 20, ['- held since noon by', '  ada who saw it']],
  ['  - held since noon by ada', 20, ['  - held since noon', '    by ada']],
  ['beta    ✓ passed long before noon', 20, ['beta    ✓ passed long before noon']],
  [
    'go on by: tidegate resume shop --reason "…"; or not',
    20,
    ['go on by:', '  tidegate resume shop --reason "…";', '  or not'],
  ],
  ['short', 20, ['short']],
  ['aWordThatIsLongerThanTheTerminal is', 20, ['aWordThatIsLongerThanTheTerminal', '  is']],
  ['\u001b[1mheld since noon\u001b[22m by ada', 22, ['\u001b[1mheld since noon\u001b[22m by ada']],
])('%s in %d columns', (line, columns, lines) => {
  expect(proseLines(line, columns)).toEqual(lines);
});

const hasScript = spawnSync('script', ['--version']).status === 0;
const words = `'${process.execPath}' --no-warnings cli/tidegate.ts`;

/** What a command prints on a terminal of sixty columns. */
function onTerminal(command: string, env: Readonly<Record<string, string>> = {}): string {
  // Node.js takes a terminal in CI for one without colours.
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...rest } = process.env;
  const { stdout } = spawnSync('script', ['-qec', `stty cols 60; ${command}`, '/dev/null'], {
    encoding: 'utf8',
    env: { ...rest, TERM: 'xterm-256color', ...env },
  });
  return stdout.replaceAll('\r', '');
}

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const bare = (text: string) => stripVTControlCharacters(text);

(hasScript ? test : test.skip)('a terminal is told in colour, broken to fit it', () => {
  const printed = onTerminal(`${words} resume --help`);

  expect(printed).toContain('\u001b[1mOptions:');
  expect(widest(bare(printed))).toBeLessThanOrEqual(60);
});

(hasScript ? test : test.skip)('NO_COLOR is minded, and refusals are broken too', () => {
  const printed = onTerminal(`${words} approve shop`, { NO_COLOR: '1' });

  expect(printed).toMatch(/^expected the name of one pipeline and a revision, got 1$/m);
  expect(printed).not.toContain('\u001b[');
  expect(printed.split('\n').filter((line) => /^usage/.test(line))).toHaveLength(1);
});

test('a file is told without colour, a sentence a line', () => {
  const { stdout } = spawnSync('sh', ['-c', `${words} resume --help`], { encoding: 'utf8' });

  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(
    /^It lets something through, and needs the permission for that\. .* then it is refused\.$/m,
  );
});
