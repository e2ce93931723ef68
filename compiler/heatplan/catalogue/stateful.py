"""What is lost when a resource is replaced or deleted, by its type: what a new one of the same properties has not."""

from __future__ import annotations

from typing import Final

LOST: Final[dict[str, str]] = {
    "AWS::EC2::Instance": "what is on its disk",
    "AWS::EC2::Volume": "what is on it",
    "AWS::RDS::DBInstance": "the databases",
    "AWS::S3::Bucket": "the objects in it",
    "OS::Barbican::GenericContainer": "the secrets in it",
    "OS::Barbican::Order": "the key",
    "OS::Barbican::Secret": "the secret",
    "OS::Cinder::Volume": "what is on it",
    "OS::Designate::Zone": "the records that others made in it",
    "OS::Heat::RandomString": "the text, which will be another",
    "OS::Keystone::Project": "all that is in it",
    "OS::Magnum::Cluster": "what runs in it",
    "OS::Manila::Share": "the files on it",
    "OS::Neutron::FloatingIP": "the address, which will be another",
    "OS::Nova::KeyPair": "the private key, where Nova made it",
    "OS::Nova::Server": "what is on its disk",
    "OS::Sahara::Cluster": "what runs in it",
    "OS::Swift::Container": "the objects in it",
    "OS::Trove::Cluster": "the databases",
    "OS::Trove::Instance": "the databases",
    "OS::Zaqar::Queue": "the messages in it",
}
