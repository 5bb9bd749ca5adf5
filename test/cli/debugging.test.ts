// docs/debugging.md: a debugger attaches to a simulated release, stops in one of our functions, and shows its input.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const page = readFileSync('docs/debugging.md', 'utf8');
const FILE = 'functions/watch-bake.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Paused;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

interface Paused {
  readonly hitBreakpoints?: readonly string[];
  readonly callFrames?: readonly { readonly callFrameId: string }[];
}

/** The protocol of every debugger of Node.js, as little of it as is needed. */
async function debuggerAt(address: string) {
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const waiting = new Map<number, (message: Message) => void>();
  const pauses: Paused[] = [];
  let paused: (() => void) | undefined;
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    if (message.method !== 'Debugger.paused') return;
    pauses.push(message.params ?? {});
    paused?.();
  });
  // A program that has ended stops nowhere any more.
  socket.addEventListener('close', () => {
    pauses.push({});
    paused?.();
  });
  return {
    send(method: string, params: object = {}): Promise<Message> {
      last += 1;
      const id = last;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    async nextPause(): Promise<Paused> {
      if (pauses.length === 0)
        await new Promise<void>((resolve) => {
          paused = resolve;
        });
      return pauses.shift() ?? {};
    },
    close: () => socket.close(),
  };
}

test('a debugger stops where a bake is looked at, and sees what the function was given', async () => {
  const [, command = ''] = /```sh\nnode (--inspect-brk .*)\n```/.exec(page) ?? [];
  const words = command.replace('--inspect-brk', '--inspect-brk=127.0.0.1:0').split(' ');
  const child = spawn(process.execPath, ['--no-warnings', ...words], { stdio: 'pipe' });
  try {
    const said = createInterface({ input: child.stderr });
    const [first] = (await once(said, 'line')) as [string];
    const [, address = ''] = /Debugger listening on (ws:\S+)/.exec(first) ?? [];
    const debugging = await debuggerAt(address);

    await debugging.send('Debugger.enable');
    await debugging.send('Runtime.enable');
    const lines = readFileSync(FILE, 'utf8').split('\n');
    const lineNumber = lines.findIndex((text) => text.includes(' watch(ports'));
    expect(lineNumber).toBeGreaterThan(0);
    // Where the function begins, and not where the file defines it.
    const columnNumber = lines[lineNumber]?.indexOf('watch(ports');
    await debugging.send('Debugger.setBreakpointByUrl', {
      lineNumber,
      columnNumber,
      urlRegex: `.*/${FILE.replaceAll('.', '\\.')}$`,
    });
    await debugging.send('Runtime.runIfWaitingForDebugger');
    // The first stop is in front of the program's first line.
    await debugging.nextPause();
    await debugging.send('Debugger.resume');
    const { hitBreakpoints, callFrames: [frame] = [] } = await debugging.nextPause();
    const { result } = await debugging.send('Debugger.evaluateOnCallFrame', {
      callFrameId: frame?.callFrameId,
      expression: 'JSON.stringify(input)',
    });
    debugging.close();

    expect(hitBreakpoints).toEqual([expect.stringContaining('watch-bake')]);
    expect(JSON.parse(String(result?.result?.value))).toMatchObject({
      pipeline: 'checkout',
      wave: expect.any(Number),
    });
  } finally {
    child.kill('SIGKILL');
  }
});

test('what the page has for editors is what they read', () => {
  const [, configuration = ''] = /```json\n([^`]*)```/.exec(page) ?? [];
  const { configurations } = JSON.parse(configuration) as {
    readonly configurations: readonly { readonly args: readonly string[]; readonly type: string }[];
  };

  expect(configurations.map(({ type }) => type)).toEqual(['node']);
  expect(page).toContain(configurations[0]!.args.join(' '));
});
