// Who may take on a role that is made: one service of AWS.

/** The trust of a role, as CloudFormation takes it; `service` as `codebuild.amazonaws.com`. */
export function assumedBy(service: string) {
  return {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
  };
}
