// A team with functions in a developer account, instances beside them, and a production of its own.

export const TEAM = `
pipeline: shop
owner: team-shop
contact: "#shop"
source: { project: shop-build }
hooks: { beforeRollback: { project: drain } }
stages:
  - name: verify
    tests: [{ name: package, project: shop-package }]
  - name: beta
    bake: { for: 12h, judge: { sensitivity: quiet } }
    approvals: { by: [release-manager] }
    targets:
      - name: take
        account: "111122223333"
        region: us-east-1
        lambda: { function: shop_Take, alias: live, application: shop, deploymentGroup: take }
        alarms: [take-errors]
        dataPoints: { namespace: AWS/Lambda, metric: Invocations, dimensions: { FunctionName: shop_Take }, atLeast: 600 }
      - name: give
        account: "111122223333"
        region: us-east-1
        lambda: { function: give, alias: live }
        strategy: canary
        alarms: [give-errors]
      - name: far
        account: "111122223333"
        region: eu-west-1
        lambda: { function: shop_Take, alias: live }
        strategy: canary
        alarms: [far-errors]
      - name: hosts
        account: "111122223333"
        region: us-east-1
        ec2: { application: hosts, deploymentGroup: hosts }
        alarms: [hosts-errors]
    tests:
      - { name: smoke, project: shop-smoke, timeout: 2h }
      - { name: elsewhere, project: shop-smoke, account: "999900001111" }
      - { name: third, https: { url: https://tests.example.com/runs, secret: /tidegate/prod/shop } }
  - name: prod
    bake: { for: 4h }
    targets:
      - name: prod
        account: "333344445555"
        region: us-east-1
        lambda: { function: shop_Take, alias: prod }
        strategy: canary
        alarms: [prod-errors]
`;
