// Shows a run while it plays: a picture drawn again and again, or a line for each entry of the ledger.

import type { PipelineView } from '../core/board/view.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { print } from './output.ts';
import { ledgerLine, timeOf } from './terminal/ledger-line.ts';
import { paintFor } from './terminal/paint.ts';
import { pictureOf } from './terminal/picture.ts';
import { screen } from './terminal/screen.ts';

export interface Show {
  present(view: PipelineView): void;
  /** A sentence beside the run. */
  say(text: string): void;
  close(): void;
}

/** `beside` is said in each picture: where else to look, and what can be done. */
export function showOn(stream: NodeJS.WriteStream, beside: () => string): Show {
  return stream.isTTY ? pictureShow(stream, beside) : lineShow((line) => print([line]));
}

/** As it is now in a line, and then a line a change: what had happened before is no news. */
export function followingShow(stream: NodeJS.WriteStream, beside: () => string): Show {
  if (stream.isTTY) return pictureShow(stream, beside);
  const tell = (line: string) => print([line]);
  let lines: Show | undefined;
  return {
    present(view) {
      if (lines === undefined) {
        tell(`${timeOf(view.at)}  ${view.headline.text}`);
        lines = lineShow(tell, view);
      }
      lines.present(view);
    },
    say: tell,
    close: () => {},
  };
}

function pictureShow(stream: NodeJS.WriteStream, beside: () => string): Show {
  const shown = screen(stream, paintFor(stream));
  return {
    present: (view) => shown.draw(pictureOf(view, shown.paint, shown.size(), beside())),
    say: (text) => shown.say(text),
    close: () => shown.close(),
  };
}

/**
 * Prints what is new in the ledger, oldest first, and who waits in front of a gate, which no ledger tells; what `shown`
 * holds is not new.
 */
export function lineShow(print: (line: string) => void, shown?: PipelineView): Show {
  let seen: LedgerEntry | undefined = shown?.ledger[0];
  let waited: readonly string[] = shown ? waitsIn(shown) : [];
  return {
    present(view) {
      const { ledger } = view;
      const last = ledger.findIndex((entry) => seen !== undefined && isSame(entry, seen));
      const fresh = last < 0 ? ledger : ledger.slice(0, last);
      for (const entry of [...fresh].reverse()) print(ledgerLine(entry));
      seen = ledger[0] ?? seen;
      const waits = waitsIn(view);
      for (const wait of waits.filter((each) => !waited.includes(each)))
        print(`${timeOf(view.at)}  ${wait}`);
      waited = waits;
    },
    say: print,
    close: () => {},
  };
}

function waitsIn({ stages }: PipelineView): string[] {
  return stages.flatMap(({ name, waiting, frozen, hold }) => {
    if (waiting === undefined) return [];
    const why = frozen
      ? `: the stage is frozen: ${frozen.reason}`
      : hold
        ? `: only something newer than ${hold.label} may enter`
        : '';
    return [`${name}: ${waiting.label} waits in front of the gate${why}`];
  });
}

function isSame(a: LedgerEntry, b: LedgerEntry): boolean {
  return a.at === b.at && a.release === b.release && a.event === b.event && a.subject === b.subject;
}
