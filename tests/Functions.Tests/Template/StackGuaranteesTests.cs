namespace Pipeline.Functions.Tests.Template;

/// <summary>Data stays when the stack goes, is encrypted, and is reached only by whom it is for.</summary>
public sealed class StackGuaranteesTests
{
    [Fact]
    public void The_stack_keeps_its_promises() => Assert.Empty(new StackGuarantees(StackTemplate.FromRepository).Findings());

    [Theory]
    [InlineData("    DeletionPolicy: Retain\n", "", "FileSystem would go with the stack")]
    [InlineData("    UpdateReplacePolicy: Retain\n", "    UpdateReplacePolicy: Delete\n", "Table would go with the stack")]
    [InlineData("PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false", "The table cannot be brought back")]
    [InlineData("      BillingMode: PAY_PER_REQUEST\n", "", "The table is not on demand")]
    [InlineData("      BackupPolicy: { Status: ENABLED }\n", "", "The file system is not backed up")]
    [InlineData("      Encrypted: true\n", "", "The file system is not encrypted")]
    [InlineData("{ aws:SecureTransport: \"false\" }", "{ aws:SecureTransport: \"true\" }", "The file system does not demand aws:SecureTransport")]
    [InlineData("elasticfilesystem:AccessedViaMountTarget", "elasticfilesystem:AccessPointArn", "The file system does not demand elasticfilesystem:AccessedViaMountTarget")]
    [InlineData("            Effect: Deny\n            Principal", "            Effect: Allow\n            Principal", "The file system's policy lets somebody in")]
    [InlineData("SSEEnabled: true", "SSEEnabled: false", "The table is not encrypted")]
    [InlineData("      SqsManagedSseEnabled: true\n", "", "The queue is not encrypted")]
    [InlineData("Type: AWS::EC2::RouteTable\n", "Type: AWS::EC2::NatGateway\n", "Routes is a way to the internet")]
    [InlineData("SourceSecurityGroupId: !GetAtt MachinesGroup.GroupId", "CidrIp: 0.0.0.0/0", "Machines: addresses are let in")]
    [InlineData("      Description: Functions\n", "      Description: Functions\n      CidrIpv6: ::/0\n", "Functions: addresses are let in")]
    [InlineData("      ToPort: 2049\n", "      ToPort: 65535\n", "Functions: more than port 2049 is open")]
    [InlineData("      SecurityGroupEgress:\n        - Description: Nowhere", "      SecurityGroupIngress:\n        - Description: Nowhere", "The mount targets of Pipeline.")]
    [InlineData("      AuthorizationType: AWS_IAM\n", "", "Whoever knows the address may call $default")]
    [InlineData("[VpcConfig, FileSystemConfigs,", "[FileSystemConfigs,", "JobsFunction gets no new version when FirstSubnet changes")]
    [InlineData("WorkerArn: !Ref WorkerFunction.Alias", "WorkerArn: !GetAtt WorkerFunction.Arn", "/StateMachine/Properties/DefinitionSubstitutions/WorkerArn means WorkerFunction itself")]
    [InlineData("Arn: !Ref AggregatorFunction.Alias", "Arn: !Sub ${AggregatorFunction.Arn}", "/EndedExecutions/Properties/Targets/0/Arn means AggregatorFunction itself")]
    [InlineData("                  - !Ref SplitterFunction.Alias\n", "                  - !GetAtt SplitterFunction.Arn\n", "/StateMachineRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource/0 means SplitterFunction itself")]
    [InlineData("    AutoPublishAlias: live\n", "", "Functions have no alias")]
    [InlineData("LogFormat: Text", "LogFormat: JSON", "WorkerFunction has its lines wrapped")]
    [InlineData("        LogGroup: !Ref WorkerLogs\n", "", "WorkerFunction logs to a group without retention")]
    [InlineData("      RetentionInDays: !Ref LogDays\n", "", "{\"Fn::Sub\":\"/aws/lambda/${AWS::StackName}-worker\"} keeps logs for ever")]
    [InlineData("${WorkerMemory} MB", "1769 MB", "WorkerFunction gets no new version when WorkerMemory changes")]
    [InlineData("          Point: !If [CreateAccessPoint, !Ref AccessPoint, !Ref AccessPointId]\n", "          Point: none\n", "WorkerFunction gets no new version when AccessPoint changes")]
    [InlineData("    Tracing: Active\n", "", "WorkerFunction is not traced")]
    [InlineData("${WorkerMemory} MB", "${WorkerMemory} MB ${LogDays}", "WorkerFunction would get a version that is no new one when LogDays changes")]
    public void A_broken_copy_is_reported(string old, string replacement, string finding) => Assert.Contains(
        new StackGuarantees(StackTemplate.FromRepository.With(old, replacement)).Findings(),
        found => found.StartsWith(finding, StringComparison.Ordinal));
}
