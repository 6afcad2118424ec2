from rest_framework.permissions import SAFE_METHODS, BasePermission


class TokenScope(BasePermission):
    """With the scope "read" alone a token may not write."""

    def has_permission(self, request, view):
        needed = "read" if request.method in SAFE_METHODS else "write"
        return needed in request.auth.get("scope", "").split()
