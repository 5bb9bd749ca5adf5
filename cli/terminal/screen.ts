// The terminal while a run is drawn in it, again and again: a screen of its own, which is given back.

import type { Paint } from './paint.ts';
import { cut } from './width.ts';

export interface Screen {
  readonly paint: Paint;
  size(): { readonly columns: number; readonly rows: number };
  /** Draws the lines in the place of those before. */
  draw(lines: readonly string[]): void;
  /** Shows a line of text above what is drawn; it stays when the screen is left. */
  say(line: string): void;
  /** Gives the terminal back as it was, with what was said and drawn last below it. */
  close(): void;
}

/** A screen beside the one with the shell's lines: what a resize does to it is gone with it. */
const OWN_SCREEN = '\x1b[?1049h\x1b[?25l';
const GIVE_BACK = '\x1b[?1049l\x1b[?25h';
const ALL = '\x1b[2J';
/** Terminals that know it show a frame whole; the others ignore it. */
const BEGIN_FRAME = '\x1b[?2026h\x1b[H';
const END_FRAME = '\x1b[J\x1b[?2026l';

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows' | 'on' | 'off'>;

const SAID_SHOWN = 2;

/** Lines must be no wider than the terminal. Should the process die, the terminal is given back all the same. */
export function screen(terminal: Terminal, paint: Paint): Screen {
  const said: string[] = [];
  let drawn: readonly string[] = [];
  const restore = () => void terminal.write(GIVE_BACK);
  const size = () => ({ columns: terminal.columns || 80, rows: terminal.rows || 24 });

  function frame(): void {
    const { columns, rows } = size();
    const above = said.slice(-SAID_SHOWN).map((line) => cut(line, columns - 1));
    const text = [...above, ...drawn].slice(0, rows - 1).map((line) => `${line}\x1b[K\r\n`);
    terminal.write(`${BEGIN_FRAME}${text.join('')}${END_FRAME}`);
  }
  /** Until the next picture is made for the new size, the old one would be broken in the middle of its lines. */
  const clear = () => void terminal.write(ALL);

  terminal.write(OWN_SCREEN);
  terminal.on('resize', clear);
  process.once('exit', restore);
  return {
    paint,
    size,
    draw(lines) {
      drawn = lines;
      frame();
    },
    say(line) {
      said.push(line);
      frame();
    },
    close() {
      process.removeListener('exit', restore);
      terminal.off('resize', clear);
      restore();
      terminal.write([...said, ...drawn].map((line) => `${line}\n`).join(''));
    },
  };
}
