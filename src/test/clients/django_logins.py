"""What every library that logs people in at a Django shop has to do: the same person comes back to
the same row, and another person with the same address to another."""
import scene


def check(begun, Visitor, name_of=lambda user: user.get_username()):
    """
    :param begun: takes a visitor to the shop's redirect to the service
    :param name_of: what of the local user is the name at the service; None if nothing is
    """
    address = "%s@example.com" % scene.setting("USER_NAME")
    first = Visitor()
    first.log_in(begun(first), scene.setting("USER_NAME"))
    user = first.user()
    if not user.is_authenticated:
        raise AssertionError("nobody is logged in")
    if name_of is not None:
        scene.expect(scene.setting("USER_NAME"), name_of(user), "name")
    scene.expect(address, user.email.lower(), "address")
    scene.done("login")

    again = Visitor()
    again.log_in(begun(again), scene.setting("USER_NAME"))
    scene.expect(user.pk, again.user().pk, "row")
    scene.done("the same again")

    other = Visitor()
    answer = other.log_in(begun(other), scene.registered(address))
    if other.user().pk == user.pk:
        raise AssertionError("somebody else was let in")
    scene.done("another of the same address is another")
    return other, answer
