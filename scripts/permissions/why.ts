// Why Tidegate has each of its permissions.

const LOGS =
  'Step Functions sends what went wrong in an execution to the log group of the machines.';
const TRACES = 'Lambda and Step Functions trace each invocation and each execution.';
const NAMED = 'AppConfig goes by ids: what a pipeline names is looked for in its lists.';
const CHILDREN =
  'How Step Functions learns that a wave or a rollback has ended, which a release waits for.';
const REGISTERS = 'CreateDeployment asks for it: it registers what it deploys.';
const OBJECTIVES =
  'A gate and a bake read the error budgets of the objectives that are about their targets.';
const GRAPH =
  'A bake reads what calls what, and how those calls went, where its pipeline asks for it.';

const REPORTS =
  'The ledger tells what the cases of a test came to: how many, and which ones failed.';

export const WHY: Readonly<Record<string, string>> = {
  'appconfig:CreateDeploymentStrategy':
    'AppConfig has no strategy that is all at once and does not bake: it is made once.',
  'appconfig:CreateHostedConfigurationVersion':
    'The file of a release becomes a version of the profile, which is then deployed.',
  'appconfig:GetDeployment': 'Whose a deployment is, how it went, and what took it back.',
  'appconfig:GetHostedConfigurationVersion': 'A version is known by its content.',
  'appconfig:ListApplications': NAMED,
  'appconfig:ListConfigurationProfiles': NAMED,
  'appconfig:ListDeploymentStrategies': NAMED,
  'appconfig:ListDeployments': 'What really runs is what was deployed last and not taken back.',
  'appconfig:ListEnvironments': NAMED,
  'appconfig:ListHostedConfigurationVersions': 'The same file is made a version once.',
  'appconfig:StartDeployment': 'A version comes into force, or the one before.',
  'appconfig:StopDeployment': 'A configuration that is proven harmful goes back.',
  'application-signals:BatchGetServiceLevelObjectiveBudgetReport': OBJECTIVES,
  'application-signals:ListServiceLevelObjectives': OBJECTIVES,
  'cloudwatch:DeleteAlarmMuteRule':
    'Alarms act again once a rollback has not helped, or as soon as it has.',
  'cloudwatch:PutAlarmMuteRule':
    'While an automatic rollback runs, the alarms that it explains do not act.',
  'cloudwatch:DeleteDashboards':
    'A pipeline that is removed or renamed leaves no dashboard behind.',
  'cloudwatch:GetDashboard':
    'What a person has added to a service’s dashboard stays, and releases are marked beside it.',
  'cloudwatch:PutDashboard':
    'Each service has a dashboard with its board and its alarms, on which its releases are marked.',
  'cloudwatch:DescribeAlarmHistory': 'An alarm that fired and recovered fails a bake.',
  'cloudwatch:DescribeAlarms':
    'A gate and a bake ask whether alarms are OK; the claim, whether those exist that a policy asks for.',
  'cloudwatch:GetMetricData': 'A bake counts data points, and judges statistics.',
  'codebuild:BatchGetBuildBatches':
    'A batch of builds is released as a whole, once it has succeeded.',
  'codebuild:BatchGetBuilds':
    'What a build is and what it made is read, and never taken from an event.',
  'codebuild:BatchGetProjects':
    'Which builds are releases is what the project’s source and webhooks say.',
  'codebuild:BatchGetReports': REPORTS,
  'codebuild:DescribeTestCases': REPORTS,
  'codebuild:ListBuildsForProject':
    'The newest build is found for a start by hand, and one whose event was lost; and the last job of a target.',
  'codebuild:StartBuild':
    'A test, the synthetic traffic of a bake, and a job that a target is brought something by, are builds.',
  'codebuild:StopBuild': 'A job that is proven harmful is stopped, and a load as its bake ends.',
  'codecommit:GetBranch':
    'A build that does not tell its branch is a release where the repository has its commit on one that is.',
  'codecommit:GetCommit':
    'Whose branch a commit is, and which of two is newer, is told by where they stand in it.',
  'codecommit:GetDifferences': 'A pipeline with paths is released only by what changed them.',
  'codecommit:GetRepository':
    'A source’s default branch is its repository’s own, and is asked as a pipeline is applied.',
  'codecommit:ListBranches':
    'Which branches a glob means is asked where a build does not tell its own.',
  'codedeploy:BatchGetDeploymentGroups':
    'What really runs, and how long a deployment takes, is what the group says.',
  'codedeploy:BatchGetDeploymentTargets':
    'Of a deployment that fails or is stopped, its instances say which agents answer.',
  'codedeploy:BatchGetDeployments':
    'A deployment whose starter died before it wrote it down is found.',
  'codedeploy:ContinueDeployment':
    'A second set of tasks or instances gets the traffic, and what it replaced is given up.',
  'codedeploy:CreateDeployment': 'A target gets a revision, or the one before.',
  'codedeploy:GetApplicationRevision': REGISTERS,
  'codedeploy:GetDeployment': 'How a deployment ended is read, and never taken from an event.',
  'codedeploy:GetDeploymentConfig':
    'CreateDeployment asks for it; and how long a deployment takes is what the configuration says.',
  'codedeploy:ListDeployments': 'A deployment whose starter died before it wrote it down is found.',
  'codedeploy:ListDeploymentTargets': 'Which instances a deployment is of.',
  'codedeploy:RegisterApplicationRevision': REGISTERS,
  'codedeploy:StopDeployment': 'A deployment that hangs or is proven harmful is stopped.',
  'devops-guru:ListInsights': 'A bake reads the open insights where its pipeline asks for them.',
  'dynamodb:DeleteItem': 'A wait that has ended is removed.',
  'cloudfront:CreateInvalidation':
    'Once all edges have the other path, they forget what they have kept of the one before.',
  'cloudfront:GetDistribution': 'What a site serves is what its distribution says.',
  'cloudfront:GetInvalidation': 'Whether the edges have forgotten.',
  'cloudfront:ListInvalidations': 'Whose an invalidation is, each by itself tells.',
  'cloudfront:UpdateDistribution': 'A site goes to the files of a release, or back.',
  'cloudformation:CancelUpdateStack':
    'An update of a stack that is proven harmful goes back, by CloudFormation itself.',
  'cloudformation:CreateChangeSet':
    'A stack gets a template by a change set, which changes nothing before it is executed.',
  'cloudformation:DeleteChangeSet': 'What was prepared for a stack and is not wanted is given up.',
  'cloudformation:DescribeChangeSet':
    'What a change set would change is looked at before it is executed.',
  'cloudformation:DescribeStackEvents':
    'Why an update of a stack failed, and whose its last one was, is what its events say.',
  'cloudformation:DescribeStacks': 'What a stack has is what it says.',
  'cloudformation:DescribeStackInstance':
    'What an instance of a StackSet overrides of its parameters is read of it, and kept for the way back.',
  'cloudformation:DescribeStackSet':
    'What a StackSet has, and whether it deploys by itself, is what it says.',
  'cloudformation:DescribeStackSetOperation':
    'How an operation on a StackSet goes is what it says.',
  'cloudformation:ExecuteChangeSet':
    'What was prepared for a stack, and looked at, is carried out.',
  'cloudformation:GetTemplate':
    'The template of a stack is compared, and kept for its way back before it is changed.',
  'cloudformation:GetTemplateSummary':
    'Which parameters a template declares is asked, so that those which are not given keep their values.',
  'cloudformation:ListChangeSets':
    'What Tidegate has prepared for a stack and nobody wants any more is found.',
  'cloudformation:ListStackInstances':
    'Which instances of a StackSet there are, and which operation was last on each, is read of the set.',
  'cloudformation:ListStackSetOperationResults':
    'Which instances of a StackSet an operation has reached, and where it failed, is read of it.',
  'cloudformation:ListStackSetOperations':
    'Whether somebody else changes a StackSet is read of its operations.',
  'cloudformation:StopStackSetOperation':
    'An operation that is proven harmful goes on to no further instance.',
  'cloudformation:UpdateStackInstances':
    'A way back gives instances of a StackSet the parameters back that they overrode.',
  'cloudformation:UpdateStackSet':
    'A slice of a StackSet gets a template by one operation of the set.',
  'dynamodb:GetItem': 'Every decision is taken on an item as it is.',
  'dynamodb:PutItem': 'Every decision is one conditional write.',
  'dynamodb:Query': 'Waits, waves, releases and the ledger are read as lists.',
  'ecr:DescribeImages':
    'Which image a tag means is asked as a release is claimed; later, whether that of a function is there still.',
  'ecs:ContinueServiceDeployment':
    'What ECS holds before a step goes on where nothing speaks against it, and after a bake has passed.',
  'ecs:DescribeServiceDeployments':
    'How a deployment of a service stands is read, and never taken from an event.',
  'ecs:DescribeServiceRevisions': 'Which task definition a deployment of a service brings is read.',
  'ecs:DescribeServices': 'What a service runs is what it says.',
  'ecs:DescribeTaskDefinition':
    'Which images a task definition has, and what it was registered for, is read.',
  'ecs:ListServiceDeployments':
    'What is brought to a service, by whomever, is found: ECS takes no name for it.',
  'ecs:RegisterTaskDefinition':
    'A service gets a revision of its task definition that has the images of the release.',
  'ecs:StopServiceDeployment': 'A deployment of a service that is proven harmful goes back.',
  'ecs:TagResource':
    'A revision of a task definition says which release it is of, and keeps the tags of the one before it.',
  'ecs:UpdateService':
    'A service gets a revision, or the one before; and once a release is over, no pause of Tidegate’s is left in it.',
  'events:DescribeRule': CHILDREN,
  'events:PutRule': CHILDREN,
  'events:PutTargets': CHILDREN,
  'events:PutEvents':
    'People are told by a bus, where one is named; who tells them is woken by an event, and shares of a sweep are.',
  'sns:Publish': 'People are told of releases by topics whose names begin with tidegate-.',
  'fis:GetExperiment': 'How an experiment ended that is a test.',
  'fis:StartExperiment': 'An experiment that is a test is started.',
  'fis:StopExperiment':
    'An experiment of a wave that has ended, or in whose time it did not, is stopped.',
  'codedeploy:UpdateDeploymentGroup':
    'What takes a revision back is not stopped by the alarm of the group that it is taken back for.',
  'iam:PassRole':
    'The roles of a task definition go to its next revision, for tasks alone; that of a stack to CloudFormation.',
  'kms:Decrypt':
    'Only with `ArtifactKey`: artifacts that a key of the customer’s own encrypts are read as their reader.',
  'kms:Verify':
    'Whether who asks for a release has signed it with the key that the pipeline names.',
  'lambda:DeleteProvisionedConcurrencyConfig':
    'Once a release is over, the version that serves no more is not kept warm.',
  'lambda:GetAlias': 'What really runs is what the alias says.',
  'lambda:GetFunctionConfiguration': 'A version is known by its bytes.',
  'lambda:GetProvisionedConcurrencyConfig':
    'A new version is kept as warm as the one that serves; without it, none is.',
  'lambda:InvokeFunction':
    'A machine’s states are functions; a rollback calls a team’s hook, and a test its function, by its tag.',
  'lambda:ListAliases': 'A version that another alias points to stays warm.',
  'lambda:PublishVersion': 'UpdateFunctionCode, asked to publish, asks for it.',
  'lambda:PutProvisionedConcurrencyConfig': 'A new version is kept warm before it gets traffic.',
  'lambda:UpdateAlias': 'An alias that points nowhere yet is pointed to its first version.',
  'lambda:UpdateFunctionCode':
    'A revision becomes a version of the function, which a deployment then shifts to.',
  'logs:CreateLogDelivery': LOGS,
  'logs:CreateLogStream': 'Lambda writes what the function logs.',
  'logs:DeleteLogDelivery': LOGS,
  'logs:DescribeLogGroups': LOGS,
  'logs:DescribeResourcePolicies': LOGS,
  'logs:GetLogDelivery': LOGS,
  'logs:ListLogDeliveries': LOGS,
  'logs:PutLogEvents': 'Lambda writes what the function logs.',
  'logs:PutResourcePolicy': LOGS,
  'logs:UpdateLogDelivery': LOGS,
  's3:GetObject':
    'An artifact is pinned, looked for, copied, and read by UpdateFunctionCode as its caller.',
  's3:GetObjectVersion': 'The same, by the version that was pinned.',
  's3:ListBucket': 'Without it, S3 says of an object that is gone only that it may not be read.',
  's3:ListBucketVersions':
    'An artifact that was overwritten since is found among the versions of its object.',
  's3:PutObject': 'An artifact is copied to where its instances are.',
  'sqs:SendMessage':
    'What the function has failed on, after Lambda’s own retries, is kept in the dead-letter queue.',
  'ssm:GetCalendarState': 'A gate asks the calendars of its wave whether changes are allowed now.',
  'ssm:GetParameter':
    'A third party that is a test is asked, and answers, signed with a secret that both know.',
  'states:DescribeExecution':
    'Whether a release still lives, which the sweep asks, and a machine that waits for its child.',
  'states:DescribeStateMachine': 'A version of a state machine is known by its definition.',
  'states:DescribeStateMachineAlias': 'What really runs is what the alias says.',
  'states:ListExecutions': 'The sweep settles what no longer runs.',
  'states:PublishStateMachineVersion':
    'A revision’s definition becomes a version of the machine, which its alias then shifts to.',
  'states:SendTaskFailure':
    'A deployment or a test that is to be tried again fails its state, which retries.',
  'states:SendTaskSuccess': 'Whoever finds that a wait is over ends it.',
  'states:StartExecution':
    'A release is an execution; its waves and its rollbacks are its children.',
  'states:StopExecution': 'A person stops a release; one that is stopped stops its children.',
  'states:UpdateStateMachine':
    'A machine gets the definition of a revision, which is then published as a version.',
  'states:UpdateStateMachineAlias':
    'Each step of a machine’s executions is a setting of its alias.',
  'sts:AssumeRole':
    'In accounts that hold targets, builds or tests, all is done as the member role there.',
  'synthetics:GetCanary':
    'When a canary that is a test was started last: it is not started twice for a test.',
  'synthetics:GetCanaryRuns': 'How the runs of a canary ended that is a test.',
  'synthetics:StartCanary': 'A canary that is a test, and does not run by itself, is started.',
  'xray:GetSamplingRules': TRACES,
  'xray:GetSamplingTargets': TRACES,
  'xray:GetServiceGraph': GRAPH,
  'xray:GetTimeSeriesServiceStatistics': GRAPH,
  'xray:PutTelemetryRecords': TRACES,
  'xray:PutTraceSegments': TRACES,
};
