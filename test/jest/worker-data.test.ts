// A worker that starts slowly gets its settings all the same.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ASKS = 'jest-light-runner-get-worker-data';
const data = { type: 'jest-light-runner-worker-data', workerData: { late: true } };

/** Listens a while after it was started, and asks: as the runner's own worker does. */
const WORKER = `
setTimeout(() => {
  process.on('message', (message) => process.send({ got: message }));
  process.send('${ASKS}');
}, 100);`;

function begin() {
  const preload = join(import.meta.dirname, 'worker-data.mjs');
  const execArgv = ['--import', preload, '--input-type=module', '--eval', WORKER];
  return fork('', [], { execArgv, stdio: 'ignore' });
}

test('what was sent before it asked is there when it asks', async () => {
  const worker = begin();
  worker.send(data);

  const [message] = await once(worker, 'message');
  worker.kill();

  expect(message).toEqual({ got: data });
});

test('who was sent nothing asks for it', async () => {
  const worker = begin();

  const [asked] = await once(worker, 'message');
  worker.send(data);
  const [message] = await once(worker, 'message');
  worker.kill();

  expect(asked).toBe(ASKS);
  expect(message).toEqual({ got: data });
});
