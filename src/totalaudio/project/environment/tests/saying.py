"""What is said of a complete environment in which some variables are others."""

from totalaudio.project.environment import App, Stage
from totalaudio.project.environment.reading import faults_for

LONG = "Zy8-kd0_Qm3.xPw7-Lr2_Vb5.Tn9-Hc4_"
SEAL = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
WEB = {
    "secret_key": LONG,
    "token_keys": SEAL,
    "database_url": "postgresql://totalaudio_app:p@db.example.org/tap",
    "public_url": "https://tap.example.org",
    "email_url": "smtps://us:p@mail.example.org:465",
}
WORKER = WEB | {"database_system_url": "postgresql://totalaudio_system:p@db.example.org/tap"}


def said_of(stage: Stage, app: App = App.INTEL, /, **variables: str) -> list[str]:
    """Every fault, a line each."""
    complete = WORKER if app is App.WORKER else WEB
    return [str(fault) for fault in faults_for(app, stage, complete | variables)]
