// What every simulated service is: a table of operations, one per AWS API action, whatever wire asked for it.

/** Who is asking, and where. */
export interface Call {
  readonly account: string;
  readonly region: string;
  /** The Lambda function whose role the caller has; absent for a person or the world itself. */
  readonly functionName?: string;
  /** The ARN of a person, where the world knows whose hand it is; else they act as the account's root. */
  readonly userArn?: string;
  /** The role that the caller has assumed, if any. */
  readonly session?: { readonly roleArn: string; readonly name: string };
  readonly requestId: string;
  /** What a list, or metrics, may show is what there was then, in milliseconds since 1970: it lags behind. */
  readonly asOf?: number;
  /** The local address that was asked, `http://127.0.0.1:4500`; absent inside this process. */
  readonly origin?: string;
}

/**
 * One API action. The input is the wire's JSON, unchecked: an operation parses it and answers AWS's own
 * validation error. The output is a plain object with `Date`s for times and `Uint8Array`s for blobs.
 */
export type Operation = (input: unknown, call: Call) => unknown;

export interface Service {
  /** The service as `aws-sdk:` integrations and IAM actions name it: `codedeploy`, `cloudwatch`, `states` … */
  readonly id: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Reads an operation's input by AWS's model, or throws; a service without one checks its inputs itself. */
  readonly model?: ((operation: string, input: unknown) => unknown) | undefined;
  /** The ARNs of what an input means without naming it: the machine of a task's token, the group of a deployment. */
  readonly meant?: (operation: string, input: unknown, call: Call) => readonly string[] | undefined;
  /** The tags of what an ARN names, as IAM's conditions ask for them. */
  readonly tagsOf?: (arn: string, call: Call) => Tags | undefined;
}

export type Tags = Readonly<Record<string, string>>;

/** An error as AWS answers it: a name that SDKs put in `error.name`, a text, an HTTP status. */
export class AwsError extends Error {
  readonly status: number;

  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}
