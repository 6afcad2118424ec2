"""A client that openapi-generator made of the OpenAPI document, in use. It knows the server's
address by the document alone. USER_NAME, USER_PASSWORD and NEW_USER_NAME are its settings."""
import json
import os

import generated
from generated.rest import ApiException


def done(step):
    print("ok " + step, flush=True)


def expect(expected, actual, what):
    if expected != actual:
        raise AssertionError("%s: expected %r, got %r" % (what, expected, actual))


def refusal(call, *arguments):
    """The status and the body of a call that is refused."""
    try:
        call(*arguments)
    except ApiException as error:
        return error.status, json.loads(error.body)
    raise AssertionError("not refused")


def main():
    name, new_name = os.environ["USER_NAME"], os.environ["NEW_USER_NAME"]
    anonymous = generated.ApiClient(generated.Configuration())
    tokens = generated.TokensApi(anonymous).obtain_tokens(
        generated.Credentials(username=name, password=os.environ["USER_PASSWORD"]))
    done("login")

    users = generated.UsersApi(
        generated.ApiClient(generated.Configuration(access_token=tokens.access)))
    listed = users.list_users().actual_instance
    expect([(name, True)], [(user.username, user.is_active) for user in listed], "users")
    done("list")

    new_user = generated.NewUser(
        username=new_name, password="generated-battery-staple", email=new_name + "@example.com",
        first_name="Ada")
    created = users.create_user(new_user)
    expect((new_name, "Ada", ""), (created.username, created.first_name, created.last_name), "user")
    done("creation")

    status, messages = refusal(users.create_user, new_user)
    expect((400, ["A user with that username already exists."]),
           (status, messages["username"]), "refusal")
    done("validation error")

    status, _ = refusal(generated.UsersApi(anonymous).me)
    expect(401, status, "status")
    done("refusal")


if __name__ == "__main__":
    main()
