"""What Django may tell about an error: where it happened, and nothing that anybody keeps secret."""

import re
from collections.abc import ItemsView
from types import FrameType

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NothingSecret(SafeExceptionReporterFilter):
    """Hides every setting with an address or a secret in it, all that was sent, and all local variables."""

    hidden_settings = re.compile(
        "API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|COOKIE|DATABASE|SERVER|URL|PROVIDERS|^ENV$", re.I
    )

    def is_active(self, request: HttpRequest | None) -> bool:
        """Everywhere: nobody debugs with other people's secrets."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of what was sent."""
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request else {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of the cookies."""
        return dict.fromkeys(request.COOKIES, self.cleansed_substitute) if request else {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, object]:
        """None of them."""
        return {}.items()
