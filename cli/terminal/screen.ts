// The part of a terminal that is drawn again and again.

import type { Paint } from './paint.ts';

export interface Screen {
  readonly paint: Paint;
  size(): { readonly columns: number; readonly rows: number };
  /** Draws the lines over what was drawn before. */
  draw(lines: readonly string[]): void;
  /** Leaves a line of text above what is drawn. */
  say(line: string): void;
  /** Leaves what is drawn, and gives the cursor back. */
  close(): void;
}

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
/** Terminals that know it show a frame whole; the others ignore it. */
const BEGIN_FRAME = '\x1b[?2026h';
const END_FRAME = '\x1b[?2026l';

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'>;

/**
 * Lines must be no wider than the terminal and fewer than its rows: what has scrolled away cannot be drawn over.
 *
 * Should the process die, the cursor comes back all the same.
 */
export function screen(terminal: Terminal, paint: Paint): Screen {
  let drawn = 0;
  const restore = () => void terminal.write(SHOW_CURSOR);
  terminal.write(HIDE_CURSOR);
  process.once('exit', restore);

  return {
    paint,
    size: () => ({ columns: terminal.columns || 80, rows: terminal.rows || 24 }),
    draw(lines) {
      const up = drawn > 0 ? `\x1b[${drawn}A` : '';
      const text = lines.map((line) => `${line}\x1b[K\n`).join('');
      terminal.write(`${BEGIN_FRAME}${up}\r${text}\x1b[J${END_FRAME}`);
      drawn = lines.length;
    },
    say(line) {
      const up = drawn > 0 ? `\x1b[${drawn}A` : '';
      terminal.write(`${up}\r\x1b[J${line}\n`);
      drawn = 0;
    },
    close() {
      process.removeListener('exit', restore);
      restore();
    },
  };
}
