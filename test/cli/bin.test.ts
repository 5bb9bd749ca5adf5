import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The Node of the machine, which may be older than the one the tests run on. */
const node = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path));

function bin(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, ['cli/tidegate.mjs', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the bin runs a verb and exits as it does', () => {
  const run = bin(process.execPath, 'lint', 'examples/planned/tidegate.yml');

  expect(run).toMatchObject({ status: 0, stdout: 'examples/planned/tidegate.yml: good\n' });
});

test('an unknown verb is refused with the nearest known one', () => {
  const run = bin(process.execPath, 'simulat');

  expect(run).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'unknown verb simulat; did you mean simulate?\n',
  });
});

(node ? test : test.skip)('the machine’s own Node hands over where it is too old', () => {
  const version = execFileSync(node!, ['--version'], { encoding: 'utf8' });

  const run = bin(node!, 'lint', 'nowhere.yml');

  expect({ version, status: run.status }).toEqual({ version, status: 2 });
  expect(run.stdout).toContain('nowhere.yml:1:1: expected a file to read at nowhere.yml');
});

/** Exit codes of the command and of its reader, and what was told on standard error. */
function piped(words: string, to: string) {
  const script = `"$NODE" cli/tidegate.mjs ${words} ${to}; echo "\${PIPESTATUS[*]}" >&3`;
  const { output } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  return { codes: output[3]?.trim(), stderr: output[2] };
}

test.each([
  ['plan examples/checkout/tidegate.yml --json', '| head -c 1', '0 0', ''],
  ['plan examples/checkout/tidegate.yml', '| true', '0 0', ''],
  ['lint package.json --sarif', '| true', '2 0', ''],
  ['plan nowhere.yml', '2>&1 >/dev/null | true', '2 0', ''],
  ['--help', '>&-', '0', ''],
])('a reader that has gone changes nothing: tidegate %s %s', (words, to, codes, stderr) => {
  expect(piped(words, to)).toEqual({ codes, stderr });
});

test('output that cannot be written is a failure', () => {
  expect(piped('--help', '> /dev/full')).toEqual({
    codes: '1',
    stderr: expect.stringContaining('expected to write the output, got ENOSPC'),
  });
});
