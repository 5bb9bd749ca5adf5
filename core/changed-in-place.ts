// Which properties of what holds data are changed where it is. Of all others nobody has looked it up: they may replace
// it. Source: "Update requires: No interruption" in the template reference of each type.

const IN_PLACE: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': [
    'BillingMode',
    'ContributorInsightsSpecification',
    'DeletionProtectionEnabled',
    'KinesisStreamSpecification',
    'OnDemandThroughput',
    'PointInTimeRecoverySpecification',
    'ProvisionedThroughput',
    'ResourcePolicy',
    'StreamSpecification',
    'TableClass',
    'TimeToLiveSpecification',
  ],
  'AWS::ECR::Repository': [
    'ImageScanningConfiguration',
    'ImageTagMutability',
    'LifecyclePolicy',
    'RepositoryPolicyText',
  ],
  'AWS::KMS::Key': [
    'Description',
    'Enabled',
    'EnableKeyRotation',
    'KeyPolicy',
    'PendingWindowInDays',
  ],
  'AWS::Kinesis::Stream': ['RetentionPeriodHours', 'ShardCount', 'StreamModeDetails'],
  'AWS::Logs::LogGroup': ['KmsKeyId', 'RetentionInDays'],
  'AWS::S3::Bucket': [
    'AccelerateConfiguration',
    'AnalyticsConfigurations',
    'BucketEncryption',
    'CorsConfiguration',
    'IntelligentTieringConfigurations',
    'InventoryConfigurations',
    'LoggingConfiguration',
    'MetricsConfigurations',
    'NotificationConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'ReplicationConfiguration',
    'VersioningConfiguration',
    'WebsiteConfiguration',
  ],
  'AWS::SQS::Queue': [
    'DelaySeconds',
    'KmsMasterKeyId',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'ReceiveMessageWaitTimeSeconds',
    'RedriveAllowPolicy',
    'RedrivePolicy',
    'VisibilityTimeout',
  ],
  'AWS::SecretsManager::Secret': ['Description', 'KmsKeyId', 'ReplicaRegions'],
};

/**
 * Whether such a change leaves what is there where it is.
 *
 *     AWS::DynamoDB::Table, BillingMode  →  yes
 *     AWS::DynamoDB::Table, KeySchema    →  no
 *     whatever, Tags                     →  yes
 *     AWS::RDS::DBInstance, anything     →  no: not looked up
 */
export function changedInPlace(type: string, property: string): boolean {
  if (type === 'AWS::CloudFormation::Stack') return false;
  return property === 'Tags' || (IN_PLACE[type]?.includes(property) ?? false);
}
