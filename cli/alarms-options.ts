// What a person asks of alarms.

export interface AlarmOptions {
  readonly template: string | undefined;
  readonly inline: boolean;
  readonly name: string | undefined;
  readonly stage: string | undefined;
  readonly target: string | undefined;
  readonly write: boolean;
  readonly canary: boolean;
  readonly aws: boolean;
  /** How much history to read; nothing without an account to read it from. */
  readonly days: number | undefined;
  readonly 'endpoint-url': string | undefined;
  readonly region: string | undefined;
  readonly 'no-dashboard': boolean;
  readonly out: string | undefined;
  readonly json: boolean;
}
