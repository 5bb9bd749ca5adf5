// A way to an address that can be cut, and be there again.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export async function wayTo(address: string) {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((from) => {
    if (isCut) return void from.destroy();
    const to = connect(Number(port), hostname);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    // The address answers under its own name alone.
    from.on('data', (bytes) => {
      const { port: own } = server.address() as AddressInfo;
      const text = Buffer.from(bytes).toString('latin1');
      to.write(Buffer.from(text.replaceAll(`127.0.0.1:${own}`, `127.0.0.1:${port}`), 'latin1'));
    });
    to.pipe(from);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
