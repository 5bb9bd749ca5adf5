// Connections: no more than this process bears, and none that says nothing keeps one out that would.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes, where one more comes than `most`, the connection that has waited longest for its client: to say what it asks,
 * to send the rest of a body, to take an answer. Where all others are being answered, the new one is closed.
 */
export function holdCrowd(server: Server, most: number): void {
  const answering = new Set<Socket>();
  /** Those that wait for their clients, the longest first. */
  const waiting = new Set<Socket>();

  function waits(socket: Socket): void {
    answering.delete(socket);
    waiting.delete(socket);
    if (!socket.destroyed) waiting.add(socket);
  }

  function isAnswered(socket: Socket): void {
    waiting.delete(socket);
    answering.add(socket);
  }

  server.on('connection', (socket: Socket) => {
    socket.once('close', () => {
      waiting.delete(socket);
      answering.delete(socket);
    });
    if (waiting.size + answering.size >= most) {
      const [longest = socket] = waiting;
      longest.destroy();
    }
    waits(socket);
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    waits(socket);
    request.once('end', () => {
      if (!response.writableEnded) isAnswered(socket);
    });
    response.once('prefinish', () => waits(socket));
    response.once('close', () => waits(socket));
  });
}
