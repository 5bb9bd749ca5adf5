// How far something long has come, in one line of a terminal that is gone afterwards; nothing where none is.

export interface Progress {
  step(): void;
  /** Takes the line away. */
  end(): void;
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

const AGAIN = '\r\x1b[K';

/** `37 of 200 bad days played` */
export function progressOn(terminal: Terminal, total: number, what: string): Progress {
  if (!terminal.isTTY) return { step: () => {}, end: () => {} };
  let count = 0;
  const draw = () => terminal.write(`${AGAIN}${count} of ${total} ${what}`);
  draw();
  return {
    step: () => {
      count += 1;
      draw();
    },
    end: () => void terminal.write(AGAIN),
  };
}
