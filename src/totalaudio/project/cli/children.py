"""What the platform's own children run; not meant to be typed."""


def worker() -> None:
    """Work in the background until told to stop. Example: ./totalaudio worker"""
    from totalaudio.project.worker import run

    run()


def demo() -> None:
    """Make the demo workspace. Example: ./totalaudio demo"""
    import django

    django.setup()
    from totalaudio.project.demo import make_demo

    make_demo()
