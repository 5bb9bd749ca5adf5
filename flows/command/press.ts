// A press of a button that stops: given as any command is, and told with what is there after it.

import type { Pressed, StopOffer, StopPress } from '../../core/board/stop-offer.ts';
import { Failure } from '../../core/failure.ts';
import { type Scope, scopeOf, scopeText } from '../../core/hold.ts';
import type { Ports } from '../ports.ts';
import { stopOfferOf } from '../stop-offers.ts';
import { giveCommand } from './give.ts';
import { hold } from './hold.ts';
import { stopTheLine } from './stop-the-line.ts';

export interface Pressing {
  readonly press: StopPress;
  /** All that is proven of who pressed: which function they may invoke. */
  readonly functionArn: string;
  readonly requestId: string;
  readonly dashboard: string;
  /** What was typed, by whoever that was. */
  readonly who?: string | undefined;
  readonly reason?: string | undefined;
}

/** Throws what is no failure of ours. */
export async function giveByPress(ports: Ports, pressing: Pressing): Promise<Pressed> {
  const scope = scopeOf(pressing.press.scope);
  if (scope === undefined)
    return {
      came: 'refused',
      why: 'expected something that can be stopped, got another',
      notes: [],
    };
  try {
    const told = await give(ports, scope, pressing);
    const isAgain = 'repeated' in told && told.repeated;
    ports.log.info('answered a press', { scope: scopeText(scope), isAgain });
    const { notes = [] } = told;
    const now = await nowOf(ports, scope);
    return { came: isAgain ? cameAgain(now) : 'done', notes, now };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { code, message } = thrown;
    ports.log.warn(message, { code });
    const now = await nowOf(ports, scope);
    if (code === 'Stale') return { came: 'stale', notes: [], now };
    const isRefused = code === 'Refused' || code === 'WrongInput' || code === 'Missing';
    // Of what is not there nobody says that it is open.
    const stands = now?.isHeld ? { now } : {};
    return { came: isRefused ? 'refused' : 'unsure', why: message, notes: [], ...stands };
  }
}

/** A press that was given before does nothing: whether that is well is said by how it stands. */
function cameAgain(now: StopOffer | undefined): Pressed['came'] {
  if (now === undefined) return 'unsure';
  return now.isHeld ? 'again' : 'resumed';
}

function give(ports: Ports, scope: Scope, pressing: Pressing) {
  const { press, functionArn, requestId, dashboard, who, reason } = pressing;
  const says = who ? `, who says to be ${who}` : '';
  const name = `whoever pressed in dashboard ${dashboard}${says}`;
  const asked = {
    permission: 'stop',
    flows: { hold, 'stop-the-line': stopTheLine },
    by: { arn: functionArn, principal: functionArn, name },
    requestId,
    via: `widget, request ${requestId}`,
  } as const;
  const body = { seen: press.seen, key: press.key, reason: reason || 'no reason was given' };
  if (!('pipeline' in scope)) {
    const whole = { ...body, scope: scopeText(scope) };
    return giveCommand(ports, { ...asked, command: 'stop-the-line', body: whole });
  }
  const { kind: _, ...words } = scope;
  return giveCommand(ports, { ...asked, command: 'hold', body: { ...body, ...words } });
}

/** What is there now is told beside what was done: that it cannot be read undoes nothing. */
async function nowOf(ports: Ports, scope: Scope) {
  return stopOfferOf(ports, scope).catch(() => undefined);
}
