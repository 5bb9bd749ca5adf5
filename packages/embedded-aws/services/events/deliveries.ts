// Taking an event to a rule's targets: a short while later, again if that fails, and at last to the dead letters.

import { AwsError } from '../../service.ts';
import type { AwsEvent } from './event.ts';
import type { EventsState } from './state.ts';
import type { Target } from './target.ts';

interface Source {
  readonly arn: string;
  readonly targets: readonly Target[];
}

interface Attempt {
  readonly rule: Source;
  readonly target: Target;
  readonly event: AwsEvent;
  readonly since: number;
  readonly retries: number;
}

const DEFAULT_RETRIES = 185;
const DEFAULT_AGE_SECONDS = 86_400;
/** Of all rules together. Rules whose targets make events that they take would else multiply them without end. */
const MOST_PENDING = 20_000;
const TOO_MANY =
  `More than ${MOST_PENDING.toLocaleString('en')} deliveries of events wait: further ones are dropped. ` +
  'Does a rule take the events that its own targets make?';

export function sendToTargets(state: EventsState, rule: Source, event: AwsEvent): void {
  for (const target of rule.targets) {
    const delayMillis = 100 + state.delays.below(900);
    later(state, delayMillis, { rule, target, event, since: state.clock.millis(), retries: 0 });
  }
}

function later(state: EventsState, delayMillis: number, attempt: Attempt): void {
  const { clock, pending, notice } = state;
  if (pending.count >= MOST_PENDING) {
    notice?.(TOO_MANY);
    return;
  }
  pending.count += 1;
  clock.at(clock.millis() + delayMillis, () => {
    pending.count -= 1;
    return tryOnce(state, attempt);
  });
}

async function tryOnce(state: EventsState, attempt: Attempt): Promise<void> {
  const { target, event } = attempt;
  try {
    await state.deliver(target.arn, event);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    retryOrGiveUp(state, attempt, error);
  }
}

/** Exponential back-off from one second to at most an hour, with jitter. */
function retryOrGiveUp(state: EventsState, attempt: Attempt, error: AwsError): void {
  const { target, since, retries } = attempt;
  const { maximumRetryAttempts = DEFAULT_RETRIES, maximumEventAgeInSeconds = DEFAULT_AGE_SECONDS } =
    target.retryPolicy ?? {};
  const wait = Math.min(3_600_000, 1000 * 2 ** retries) * (0.5 + state.delays.next() / 2);
  const tooOld = state.clock.millis() + wait > since + maximumEventAgeInSeconds * 1000;

  if (error.status in CODES) deadLetter(state, attempt, error);
  else if (retries >= maximumRetryAttempts)
    deadLetter(state, attempt, error, 'MaximumRetryAttempts');
  else if (tooOld) deadLetter(state, attempt, error, 'MaximumEventAgeInSeconds');
  else later(state, wait, { ...attempt, retries: retries + 1 });
}

/** What is not tried again, and how EventBridge calls it. */
const CODES: Readonly<Record<number, string>> = {
  403: 'NO_PERMISSIONS',
  404: 'NO_RESOURCE',
  413: 'SDK_CLIENT_ERROR',
};

function deadLetter(
  { deadLetters, sendTo }: EventsState,
  { rule, target, event, retries }: Attempt,
  error: AwsError,
  exhausted?: string,
): void {
  if (!target.deadLetterArn) return;
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: CODES[error.status] ?? 'SDK_CLIENT_ERROR',
    ERROR_MESSAGE: error.message,
    RETRY_ATTEMPTS: String(retries),
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  deadLetters.push({ queueArn: target.deadLetterArn, event, attributes });
  sendTo(target.deadLetterArn, JSON.stringify(event), attributes);
}
