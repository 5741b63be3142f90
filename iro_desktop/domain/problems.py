"""What can go wrong in the world, said so that a person knows what to do next."""


class KnownProblem(Exception):  # noqa: N818 - the practice's word: a problem, not a programming error
    """Something the world does: a full disk, a wrong passphrase, a file that Word has open.

    `title` says what happened, `what_to_do` the next step; neither may ever hold a child's name or
    case text, because both are shown and may be logged. Anything that is not a KnownProblem is a bug.
    """

    def __init__(self, title: str, what_to_do: str) -> None:
        super().__init__(title)
        self.title = title
        self.what_to_do = what_to_do
