// What becomes of an event on its way: it is sent on, unless a fault has it go astray.

import type { EventFault } from '../../transport/faults.ts';
import type { EventsState } from './state.ts';

const SWAP_SECONDS = 60;

export function sendOrAstray(
  state: EventsState,
  fault: EventFault | undefined,
  send: () => void,
): void {
  const { clock } = state;
  if (fault === undefined || fault === 'doubled') sendThenHeldBack(state, send);
  if (fault === 'doubled') send();
  if (fault === 'swapped') holdBack(state, send);
  if (isDelay(fault)) clock.at(clock.millis() + fault.delaySeconds * 1000, send);
}

function sendThenHeldBack({ clock, heldBack }: EventsState, send: () => void): void {
  send();
  for (const held of heldBack.splice(0)) clock.at(clock.millis() + 2000, held);
}

function holdBack({ clock, heldBack }: EventsState, send: () => void): void {
  heldBack.push(send);
  clock.at(clock.millis() + SWAP_SECONDS * 1000, () => {
    const index = heldBack.indexOf(send);
    if (index < 0) return;
    heldBack.splice(index, 1);
    send();
  });
}

function isDelay(fault: EventFault | undefined): fault is { readonly delaySeconds: number } {
  return typeof fault === 'object';
}
