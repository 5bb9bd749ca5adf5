// Colours for a terminal, few and never alone in what they say.

import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Paints where the stream shows colours; node minds NO_COLOR, FORCE_COLOR and what the terminal can. */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (style, text) => styleText(style, text, { stream, validateStream: true });
}
