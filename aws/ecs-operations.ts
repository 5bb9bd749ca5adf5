// The operations of ECS, each as it is signed and posted: its client, with what it says of every operation's forms, is
// larger than all that a sweep does there, and drops what it does not know.

export const DESCRIBE_SERVICES = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.DescribeServices',
};
export const LIST_SERVICE_DEPLOYMENTS = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.ListServiceDeployments',
};
export const DESCRIBE_SERVICE_DEPLOYMENTS = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.DescribeServiceDeployments',
};
export const DESCRIBE_SERVICE_REVISIONS = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.DescribeServiceRevisions',
};
export const STOP_SERVICE_DEPLOYMENT = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.StopServiceDeployment',
};
export const CONTINUE_SERVICE_DEPLOYMENT = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.ContinueServiceDeployment',
};
export const UPDATE_SERVICE = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.UpdateService',
};
export const DESCRIBE_TASK_DEFINITION = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition',
};
export const REGISTER_TASK_DEFINITION = {
  service: 'ecs',
  path: '/',
  target: 'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition',
};
