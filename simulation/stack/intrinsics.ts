// CloudFormation's intrinsic functions, as far as serverless.yml uses them.

export interface Intrinsics {
  /** The value of an object that is an intrinsic function; any other object as it is. */
  evaluate(value: Record<string, unknown>): unknown;
  refer(name: string): string;
  functionArn(name: string): string;
  machineArn(name: string): string;
}

/** `types` says what each resource of the file is, by its name there. */
export function intrinsicsOf(
  { account, region }: { account: string; region: string },
  types: Readonly<Record<string, string>> = {},
): Intrinsics {
  const pseudo: Record<string, string> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
  };
  const functionArn = (name: string) =>
    `arn:aws:lambda:${region}:${account}:function:tidegate-local-${name}`;
  const machineArn = (name: string) => `arn:aws:states:${region}:${account}:stateMachine:${name}`;

  /** A machine's Ref is its ARN; a table's and a queue's is a name, which we choose. */
  function refer(name: string): string {
    const machine = /^(\w+)Machine$/.exec(name)?.[1];
    if (machine) return machineArn(`tidegate-${machine.toLowerCase()}-local`);
    return pseudo[name] ?? `tidegate-local-${name}`;
  }

  function attribute(path: string): string {
    const [name = '', wanted] = path.split('.');
    // Made by the Serverless Framework of the functions' routes; in this process it has no address.
    if (name === 'HttpApi') return `https://tidegate.execute-api.${region}.amazonaws.com`;
    if (wanted !== 'Arn') throw new Error(`Expected an Arn to be asked for, got ${path}.`);
    const lambda = /^(\w+)LambdaFunction$/.exec(name)?.[1];
    if (lambda) return functionArn(lambda);
    if (name === 'Table') return `arn:aws:dynamodb:${region}:${account}:table/${refer(name)}`;
    if (types[name] === 'AWS::SQS::Queue') return `arn:aws:sqs:${region}:${account}:${refer(name)}`;
    return `arn:aws:${name}:${region}:${account}:${refer(name)}`;
  }

  function evaluate(value: Record<string, unknown>): unknown {
    if (typeof value.Ref === 'string') return refer(value.Ref);
    if (typeof value['Fn::GetAtt'] === 'string') return attribute(value['Fn::GetAtt']);
    if (typeof value['Fn::Sub'] !== 'string') return value;
    return value['Fn::Sub'].replaceAll(/\$\{([\w:]+)\}/g, (_, name: string) => refer(name));
  }

  return { evaluate, refer, functionArn, machineArn };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
