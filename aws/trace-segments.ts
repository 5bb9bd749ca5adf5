// X-Ray: says in a function's trace what the function was about. Lambda's own daemon takes it, a datagram at a time.

import { createSocket, type Socket } from 'node:dgram';
import type { Clock } from '../core/clock.ts';

/** What an invocation was about, in the words by which traces are looked for. */
export interface Traced {
  readonly annotations: Readonly<Record<string, string | number>>;
  readonly from: Date;
  /** Whether it has thrown. */
  readonly failed: boolean;
}

export type Trace = (traced: Traced) => Promise<void>;

/** Of Lambda: which trace an invocation is in, and where its daemon listens. */
interface Environment {
  readonly _X_AMZN_TRACE_ID?: string | undefined;
  readonly AWS_XRAY_DAEMON_ADDRESS?: string | undefined;
}

/** Read at each invocation: each is in a trace of its own. Nothing is said of one that nobody keeps. */
export function tracedBy(environment: () => Environment, clock: Clock): Trace {
  let socket: Socket | undefined;
  return async (traced) => {
    const { _X_AMZN_TRACE_ID: header, AWS_XRAY_DAEMON_ADDRESS: address = '' } = environment();
    const within = traceOf(header);
    const [host, port] = address.split(':');
    if (within === undefined || !host || !port) return;
    socket ??= createSocket('udp4').unref();
    const text = `${FORMAT}\n${JSON.stringify(segmentOf(within, traced, clock))}`;
    await send(socket, text, Number(port), host);
  };
}

const FORMAT = '{"format":"json","version":1}';

/** Lambda waits for no datagram: once this resolves, the system has it. */
function send(socket: Socket, text: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(text, port, host, (error) => (error ? reject(error) : resolve()));
  });
}

interface Within {
  readonly trace_id: string;
  readonly parent_id: string;
}

/**
 *     Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1  →  that trace, under that segment
 *     …;Sampled=0                                                               →  undefined
 */
function traceOf(header = ''): Within | undefined {
  const said = new Map(header.split(';').map((part) => part.split('=', 2) as [string, string]));
  const [trace_id, parent_id] = [said.get('Root'), said.get('Parent')];
  if (!trace_id || !parent_id || said.get('Sampled') !== '1') return undefined;
  return { trace_id, parent_id };
}

function segmentOf(within: Within, { annotations, from, failed }: Traced, clock: Clock): object {
  const id = Array.from({ length: 16 }, () => Math.floor(clock.random() * 16).toString(16));
  return {
    ...within,
    type: 'subsegment',
    id: id.join(''),
    name: 'tidegate',
    start_time: from.getTime() / 1000,
    end_time: clock.now().getTime() / 1000,
    annotations,
    ...(failed && { fault: true }),
  };
}
