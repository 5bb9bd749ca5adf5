// Which services have a direct way.

/** The ids of the services, by the namespaces of their models. S3 is not one of them: its bodies are streams. */
export const SERVICES: Readonly<Record<string, string>> = {
  'com.amazonaws.applicationsignals': 'application-signals',
  'com.amazonaws.cloudformation': 'cloudformation',
  'com.amazonaws.cloudwatch': 'cloudwatch',
  'com.amazonaws.cloudwatchlogs': 'logs',
  'com.amazonaws.codebuild': 'codebuild',
  'com.amazonaws.codecommit': 'codecommit',
  'com.amazonaws.codedeploy': 'codedeploy',
  'com.amazonaws.dynamodb': 'dynamodb',
  'com.amazonaws.ecs': 'ecs',
  'com.amazonaws.eventbridge': 'events',
  'com.amazonaws.lambda': 'lambda',
  'com.amazonaws.sfn': 'states',
  'com.amazonaws.sqs': 'sqs',
  'com.amazonaws.sts': 'sts',
  'com.amazonaws.xray': 'xray',
};
