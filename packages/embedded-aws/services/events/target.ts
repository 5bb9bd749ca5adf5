// To whom a rule sends its events.

export interface Target {
  readonly id: string;
  /** A Lambda function, a state machine, a queue or another bus. */
  readonly arn: string;
  readonly roleArn?: string;
  readonly retryPolicy?: RetryPolicy;
  readonly deadLetterArn?: string;
}

export interface RetryPolicy {
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
}
