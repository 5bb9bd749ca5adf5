// A Serverless plugin: each function gets a role of its own, made from the `iamRoleStatements` of its entry.
//
// The one published plugin for this was last released in 2021, forgets X-Ray and leaves the shared role behind
// (docs/decisions/0006-role-per-function.md).

export default class RolePerFunction {
  constructor(serverless) {
    serverless.configSchemaHandler.defineFunctionProperties('aws', {
      properties: { iamRoleStatements: { type: 'array', items: { type: 'object' } } },
      required: ['iamRoleStatements'],
    });
    this.hooks = {
      'before:package:initialize': () => addRoles(serverless.service),
      'before:package:finalize': () =>
        dropNeedlessWaits(serverless.service.provider.compiledCloudFormationTemplate.Resources),
    };
  }
}

function addRoles(service) {
  const roles = {};
  for (const [name, entry] of Object.entries(service.functions)) {
    roles[`${name}Role`] = roleFor(entry.name, entry.iamRoleStatements);
    entry.role = `${name}Role`;
  }
  service.resources.Resources = { ...service.resources.Resources, ...roles };
}

/** A function waits for its role because it names it; cfn-lint warns where that is said twice. */
function dropNeedlessWaits(resources) {
  for (const [name, { Type, DependsOn }] of Object.entries(resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const own = name.replace('LambdaFunction', 'Role');
    resources[name].DependsOn = DependsOn.filter((dependency) => dependency !== own);
  }
}

function roleFor(functionName, statements) {
  const logs = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${functionName}:*`;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
            // Only for functions of this account. Lambda tells the account, and no function that is not there yet.
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: { 'Fn::Sub': logs },
              },
              // Traces have no resources of their own.
              {
                Effect: 'Allow',
                Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
                Resource: '*',
              },
              ...statements,
            ],
          },
        },
      ],
    },
  };
}
