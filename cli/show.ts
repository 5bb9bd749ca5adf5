// Shows a run while it plays: a picture drawn again and again, or a line for each entry of the ledger.

import type { PipelineView } from '../core/board/view.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { print } from './output.ts';
import { ledgerLine } from './terminal/ledger-line.ts';
import { paintFor } from './terminal/paint.ts';
import { pictureOf } from './terminal/picture.ts';
import { screen } from './terminal/screen.ts';

export interface Show {
  present(view: PipelineView): void;
  /** A sentence beside the run. */
  say(text: string): void;
  close(): void;
}

/** `beside` is said in each picture: where else to look. */
export function showOn(stream: NodeJS.WriteStream, beside: string): Show {
  return stream.isTTY ? pictureShow(stream, beside) : lineShow((line) => print([line]));
}

function pictureShow(stream: NodeJS.WriteStream, beside: string): Show {
  const shown = screen(stream, paintFor(stream));
  return {
    present: (view) => shown.draw(pictureOf(view, shown.paint, shown.size(), beside)),
    say: (text) => shown.say(text),
    close: () => shown.close(),
  };
}

/** Prints what is new in the ledger, oldest first; what `shown` holds is not new. */
export function lineShow(print: (line: string) => void, shown?: PipelineView): Show {
  let seen: LedgerEntry | undefined = shown?.ledger[0];
  return {
    present({ ledger }) {
      const last = ledger.findIndex((entry) => seen !== undefined && isSame(entry, seen));
      const fresh = last < 0 ? ledger : ledger.slice(0, last);
      for (const entry of [...fresh].reverse()) print(ledgerLine(entry));
      seen = ledger[0] ?? seen;
    },
    say: print,
    close: () => {},
  };
}

function isSame(a: LedgerEntry, b: LedgerEntry): boolean {
  return a.at === b.at && a.release === b.release && a.event === b.event && a.subject === b.subject;
}
