// The board: a pipeline's view as HTML and SVG. No script is needed to read it.

import type { PipelineView } from '../core/board/view.ts';
import { html } from './html.ts';

/** The board's markup, for a page or a widget that bears it. */
export function renderBoard(view: PipelineView): string {
  return html`<h1>${view.pipeline}</h1><p>${view.headline.text}</p>`.markup;
}
