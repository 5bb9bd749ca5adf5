// What a bundle writes on a console of its own, as loggers do.

import { virtualClock } from '../clock.ts';
import { sandboxOf } from '../runtime/sandbox.ts';

test('a console on the output of its process writes there, and listens for what fails', () => {
  const written: string[] = [];
  const { globals, modules } = sandboxOf({
    clock: virtualClock({ startAt: new Date('2026-11-23T09:00:00Z'), seed: 1 }),
    believes: { now: () => new Date(0), random: () => 0 },
    requestHandler: {} as never,
    environment: {},
    write: (text) => written.push(text),
  });
  const { stdout, stderr } = globals.process as NodeJS.Process;
  const { Console } = modules.console as { Console: typeof console.Console };

  const own = new Console({ stdout, stderr });
  own.info('one');
  own.error('two');
  (globals.console as Console).log('three');

  expect(written).toEqual(['one\n', 'two\n', 'three\n']);
});
