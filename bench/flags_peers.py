"""Public SDKs of feature flags, each offline, with one flag that is on for a part of the users."""

import json
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

FLAG = "bench"
DEFAULT = False

type Run = Callable[[], int]
type Peer = Callable[[Sequence[str], int], AbstractContextManager[Run]]


@contextmanager
def eppo(users: Sequence[str], percent: int) -> Iterator[Run]:
    """In Rust, from a configuration in memory."""
    import eppo_client
    from eppo_client import AssignmentLogger, ClientConfig, Configuration

    splits = [("on", 0, percent * 100), ("off", percent * 100, 10_000)]
    flag = {
        "key": FLAG,
        "enabled": True,
        "variationType": "BOOLEAN",
        "variations": {
            "on": {"key": "on", "value": True},
            "off": {"key": "off", "value": False},
        },
        "allocations": [
            {
                "key": "rollout",
                "rules": [],
                "doLog": False,
                "splits": [
                    {
                        "variationKey": name,
                        "shards": [{"salt": FLAG, "ranges": [{"start": start, "end": end}]}],
                    }
                    for name, start, end in splits
                ],
            }
        ],
        "totalShards": 10_000,
    }
    configuration = {
        "createdAt": "2026-11-23T00:00:00.000Z",
        "format": "SERVER",
        "environment": {"name": "bench"},
        "flags": {FLAG: flag},
    }
    client = eppo_client.init(
        ClientConfig(
            api_key="none",
            base_url="http://127.0.0.1:1",
            assignment_logger=AssignmentLogger(),
            poll_interval_seconds=None,
            initial_configuration=Configuration(
                flags_configuration=json.dumps(configuration).encode()
            ),
        )
    )

    def run() -> int:
        on = 0
        for user in users:
            if client.get_boolean_assignment(FLAG, user, {}, DEFAULT):
                on += 1
        return on

    yield run
    client.shutdown()


@contextmanager
def configcat(users: Sequence[str], percent: int) -> Iterator[Run]:
    """From a configuration in memory, without a server."""
    from configcatclient.config import fixup_config_salt_and_segments
    from configcatclient.configcatclient import ConfigCatClient
    from configcatclient.configcatoptions import ConfigCatOptions
    from configcatclient.overridedatasource import (
        FlagOverrides,
        OverrideBehaviour,
        OverrideDataSource,
    )
    from configcatclient.user import User

    options = [{"p": percent, "v": {"b": True}}, {"p": 100 - percent, "v": {"b": False}}]
    config = {"p": {"s": "salt"}, "f": {FLAG: {"t": 0, "p": options, "v": {"b": False}}}}
    fixup_config_salt_and_segments(config)  # type: ignore[no-untyped-call]  # an SDK without types

    class Source(OverrideDataSource):
        def get_overrides(self) -> object:
            return config

    class Overrides(FlagOverrides):
        def create_data_source(self, log: object) -> OverrideDataSource:
            return Source(override_behaviour=OverrideBehaviour.LocalOnly)  # type: ignore[no-untyped-call]  # an SDK without types

    client = ConfigCatClient.get(  # type: ignore[no-untyped-call]  # an SDK without types
        "configcat-sdk-1/1234567890123456789012/1234567890123456789012",
        ConfigCatOptions(flag_overrides=Overrides()),
    )

    def run() -> int:
        on = 0
        for user in users:
            if client.get_value(FLAG, DEFAULT, User(user)):  # type: ignore[no-untyped-call]  # an SDK without types
                on += 1
        return on

    yield run
    client.close()


@contextmanager
def growthbook(users: Sequence[str], percent: int) -> Iterator[Run]:
    """One instance, told another user each time."""
    from growthbook import GrowthBook

    rule = {"force": True, "coverage": percent / 100, "hashAttribute": "id", "hashVersion": 2}
    book = GrowthBook(features={FLAG: {"defaultValue": False, "rules": [rule]}})

    def run() -> int:
        on = 0
        for user in users:
            book.set_attributes({"id": user})
            if book.is_on(FLAG):
                on += 1
        return on

    yield run
    book.destroy()


@contextmanager
def posthog(users: Sequence[str], percent: int) -> Iterator[Run]:
    """Local evaluation, without the event that it would send."""
    from posthog import Posthog

    client = Posthog(
        "phc_none", host="http://127.0.0.1:1", send=False, enable_local_evaluation=False
    )
    client.feature_flags = [
        {
            "id": 1,
            "key": FLAG,
            "name": FLAG,
            "active": True,
            "filters": {"groups": [{"properties": [], "rollout_percentage": percent}]},
        }
    ]

    def run() -> int:
        on = 0
        for user in users:
            if client.feature_enabled(
                FLAG, user, only_evaluate_locally=True, send_feature_flag_events=False
            ):
                on += 1
        return on

    yield run
    with suppress(Exception):
        client.shutdown()


@contextmanager
def launchdarkly(users: Sequence[str], percent: int) -> Iterator[Run]:
    """From a file, events off."""
    from ldclient import Context, LDClient
    from ldclient.config import Config
    from ldclient.integrations import Files

    shares = [
        {"variation": 0, "weight": percent * 1000},
        {"variation": 1, "weight": (100 - percent) * 1000},
    ]
    flag = {
        "key": FLAG,
        "version": 1,
        "on": True,
        "salt": "salt",
        "variations": [True, False],
        "offVariation": 1,
        "fallthrough": {"rollout": {"variations": shares}},
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "flags.json"
        file.write_text(json.dumps({"flags": {FLAG: flag}}))
        source = Files.new_data_source(paths=[str(file)])
        client = LDClient(Config("none", update_processor_class=source, send_events=False))

        def run() -> int:
            on = 0
            for user in users:
                if client.variation(FLAG, Context.create(user), DEFAULT):
                    on += 1
            return on

        yield run
        client.close()  # type: ignore[no-untyped-call]  # an SDK without types


@contextmanager
def openfeature(users: Sequence[str], percent: int) -> Iterator[Run]:
    """The provider in memory, deciding by murmur3 as we do."""
    from mmh3 import mmh3_32_uintdigest
    from openfeature import api
    from openfeature.evaluation_context import EvaluationContext
    from openfeature.flag_evaluation import FlagResolutionDetails, Reason
    from openfeature.provider.in_memory_provider import InMemoryFlag, InMemoryProvider

    threshold = 2**32 * percent // 100

    def decide(flag: InMemoryFlag[bool], context: EvaluationContext) -> FlagResolutionDetails[bool]:
        is_on = mmh3_32_uintdigest((context.targeting_key or "").encode(), 1) < threshold
        return FlagResolutionDetails(is_on, reason=Reason.SPLIT, variant="on" if is_on else "off")

    flag = InMemoryFlag("off", {"on": True, "off": False}, context_evaluator=decide)
    api.set_provider(InMemoryProvider({FLAG: flag}), "bench")
    client = api.get_client("bench")

    def run() -> int:
        on = 0
        for user in users:
            if client.get_boolean_value(FLAG, DEFAULT, EvaluationContext(user)):
                on += 1
        return on

    yield run
    api.clear_providers()


logging.getLogger("configcat").setLevel(logging.ERROR)
PEERS: dict[str, Peer] = {
    "eppo-server-sdk": eppo,
    "configcat-client": configcat,
    "growthbook": growthbook,
    "posthog": posthog,
    "launchdarkly-server-sdk": launchdarkly,
    "openfeature-sdk": openfeature,
}
