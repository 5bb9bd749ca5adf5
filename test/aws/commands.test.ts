// The way to the commands where there is no answer, or none that lasts.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { commandsAt } from '../../aws/commands.ts';

const at = (address: string) => {
  const slept: number[] = [];
  const clock = {
    now: () => new Date(),
    random: () => 0.5,
    sleep: async (seconds: number) => void slept.push(seconds),
  };
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return { slept, api: commandsAt({ address, region: 'us-east-1', credentials }, clock) };
};

const listening = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

test('a connection that breaks is tried again, and what is answered then counts', async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (requests === 1) request.socket.destroy();
    else response.end('{"did":[]}');
  });
  const { api, slept } = at(await listening(server));

  try {
    expect(await api.post('/stop/hold', {})).toEqual({ did: [] });
    expect([requests, slept.length]).toEqual([2, 1]);
  } finally {
    server.close();
  }
});

test('where nobody listens it is said where nobody does', async () => {
  const server = createServer();
  const address = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  const { api } = at(address);

  await expect(api.post('/stop/hold', {})).rejects.toThrow(
    `expected the command API at ${address} to answer, got Error: connect ECONNREFUSED`,
  );
});

test('an answer that is not of the API is told as such, and not asked for again', async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end('<html>');
  });
  const { api } = at(await listening(server));

  try {
    await expect(api.post('/stop/hold', {})).rejects.toThrow(/something else \(HTTP 200\)/);
    expect(requests).toBe(1);
  } finally {
    server.close();
  }
});
