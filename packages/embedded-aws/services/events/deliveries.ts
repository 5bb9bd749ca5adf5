// Taking an event to a rule's targets: a short while later, again if that fails, and at last to the dead letters.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import type { AwsEvent } from './event.ts';
import { inputFor, type Target } from './target.ts';

/** Hands the input to a target. An `AwsError` of status 404 or 403 is not tried again. */
export type Deliver = (arn: string, input: unknown) => void | Promise<void>;

export interface DeadLetter {
  readonly queueArn: string;
  readonly event: AwsEvent;
  /** The message attributes that EventBridge writes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Sends to a queue by its ARN; an answer of false means that there is none. */
export type Bury = (
  queueArn: string,
  body: string,
  attributes: DeadLetter['attributes'],
) => boolean;

interface Source {
  readonly arn: string;
  readonly targets: readonly Target[];
}

export interface Deliveries {
  toTargets(rule: Source, event: AwsEvent): void;
  deadLetters(): readonly DeadLetter[];
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

export function deliveries(
  clock: VirtualClock,
  deliver: Deliver,
  sendTo: Bury = () => true,
): Deliveries {
  const delays = clock.chance.stream('deliveries');
  const letters: DeadLetter[] = [];

  function toTargets(rule: Source, event: AwsEvent): void {
    for (const target of rule.targets) {
      const delayMillis = 100 + delays.below(900);
      later(delayMillis, { rule, target, event, since: clock.millis(), retries: 0 });
    }
  }

  function later(delayMillis: number, attempt: Attempt): void {
    clock.at(clock.millis() + delayMillis, () => void tryOnce(attempt));
  }

  async function tryOnce(attempt: Attempt): Promise<void> {
    const { rule, target, event } = attempt;
    try {
      await deliver(target.arn, inputFor(target, event, rule.arn));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      retryOrBury(attempt, error);
    }
  }

  /** Exponential back-off from one second to at most an hour, with jitter. */
  function retryOrBury(attempt: Attempt, error: AwsError): void {
    const { target, since, retries } = attempt;
    const {
      maximumRetryAttempts = DEFAULT_RETRIES,
      maximumEventAgeInSeconds = DEFAULT_AGE_SECONDS,
    } = target.retryPolicy ?? {};
    const wait = Math.min(3_600_000, 1000 * 2 ** retries) * (0.5 + delays.next() / 2);
    const tooOld = clock.millis() + wait > since + maximumEventAgeInSeconds * 1000;

    if (error.status === 404 || error.status === 403) bury(attempt, error, undefined);
    else if (retries >= maximumRetryAttempts) bury(attempt, error, 'MaximumRetryAttempts');
    else if (tooOld) bury(attempt, error, 'MaximumEventAgeInSeconds');
    else later(wait, { ...attempt, retries: retries + 1 });
  }

  function bury(
    { rule, target, event, retries }: Attempt,
    error: AwsError,
    exhausted: string | undefined,
  ): void {
    if (!target.deadLetterArn) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE:
        error.status === 404
          ? 'NO_RESOURCE'
          : error.status === 403
            ? 'NO_PERMISSIONS'
            : 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: error.message,
      RETRY_ATTEMPTS: String(retries),
      ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    letters.push({ queueArn: target.deadLetterArn, event, attributes });
    sendTo(target.deadLetterArn, JSON.stringify(event), attributes);
  }

  return { toTargets, deadLetters: () => letters };
}
