"""A shop of Spring Boot, java/'s, as resource server and as client. See scene.py."""
import contextlib
import os
import subprocess
import time

import requests

import scene

HERE = os.path.dirname(os.path.abspath(__file__))
SHOP = scene.setting("SHOP_BASE")


@contextlib.contextmanager
def shop():
    server = subprocess.Popen([
        scene.setting("JAVA"), "-XX:TieredStopAtLevel=1", "-Xmx128m",
        "-cp", scene.setting("JAVA_CLASSES"), "shop.Shop",
        "--server.port=" + SHOP.split(":")[2], "--spring.main.banner-mode=off",
        "--spring.config.location=" + os.path.join(HERE, "recipes", "application.yml")])
    try:
        for _ in range(600):
            if server.poll() is not None:
                raise AssertionError("Spring Boot ended")
            with contextlib.suppress(requests.ConnectionError):
                requests.get(SHOP + "/api/buyer", timeout=scene.TIMEOUT)
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(60)


def call(method, token):
    headers = {"Authorization": "Bearer " + token} if token else {}
    return requests.request(method, SHOP + "/api/buyer", headers=headers, timeout=scene.TIMEOUT)


def main():
    with shop():
        token = scene.api_token()
        identity = str(scene.me(token).json()["id"])
        for method in "GET", "POST":
            answer = call(method, token)
            scene.expect((200, identity), (answer.status_code, answer.text), method)
        scene.done("resource server")

        machine = requests.post(
            scene.setting("SERVICE_BASE") + "/o/token/", auth=("shop-api", "change-this-secret"),
            data={"grant_type": "client_credentials", "scope": "read"}, timeout=60).json()
        scene.expect(403, call("POST", machine["access_token"]).status_code, "status")
        scene.expect(401, call("GET", token[:-4] + "AAAA").status_code, "status")
        scene.expect(401, call("GET", None).status_code, "status")
        scene.done("less scope, and none")

        browser = scene.Browser(scene.setting("SERVICE_BASE"), SHOP)
        browser.open(SHOP + "/name").log_in()
        scene.expect(scene.setting("USER_NAME"), browser.page, "name")
        scene.done("login")


if __name__ == "__main__":
    main()
